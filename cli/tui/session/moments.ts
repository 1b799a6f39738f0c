import { toError } from '../../lib/errors.ts';
import type { Moment } from '../ledger/ledger.ts';
import type { Spool } from './spool.ts';

const chunkLength = 5_000;

interface Chunk {
  /** Undefined once they are on disk only. */
  moments: Moment[] | undefined;
  leaving: boolean;
}

/** All moments so far: the newest in memory, older ones on disk once they are let go of. Nothing is dropped. */
export class Moments {
  readonly #spool: Spool;
  readonly #chunks: Chunk[] = [];
  #length = 0;
  /** Why older moments stay in memory, where they could not be written. */
  failure: string | undefined;

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  get length(): number {
    return this.#length;
  }

  /** How many are on disk only. */
  get spooled(): number {
    return this.#chunks.filter(({ moments }) => moments === undefined).length * chunkLength;
  }

  append(moment: Moment): void {
    if (this.#length % chunkLength === 0) this.#chunks.push({ moments: [], leaving: false });
    this.#chunks.at(-1)?.moments?.push(moment);
    this.#length += 1;
  }

  /** Those from `from` on up to the end of their chunk. Reads them back from disk where they are. */
  async from(from: number): Promise<readonly Moment[]> {
    const index = Math.floor(from / chunkLength);
    const moments = this.#chunks[index]?.moments ?? (await this.#spool.read(nameOf(index)));
    return moments.slice(from % chunkLength);
  }

  /** The moments in memory, the newest of all, and how many are before them. */
  recent(): { readonly before: number; readonly moments: readonly Moment[] } {
    return { before: this.spooled, moments: this.#chunks.flatMap(({ moments }) => moments ?? []) };
  }

  /** Writes whole chunks before `until` to disk and lets go of them. What cannot be written stays. */
  async letGo(until: number): Promise<void> {
    for (const [index, chunk] of this.#chunks.entries()) {
      if ((index + 1) * chunkLength > until) return;
      const { moments, leaving } = chunk;
      if (moments === undefined || leaving) continue;
      chunk.leaving = true;
      try {
        await this.#spool.write(nameOf(index), moments);
        chunk.moments = undefined;
        this.failure = undefined;
      } catch (thrown) {
        this.failure = toError(thrown).message;
        chunk.leaving = false;
        return;
      }
    }
  }
}

function nameOf(index: number): string {
  return `${index}.jsonl`.padStart(12, '0');
}
