import type { Change, PastChange } from './change.ts';

const maxChanges = 50_000;
const maxBytes = 32 * 1024 * 1024;

/** The latest changes in order, as far as memory allows, and a bell for those who wait for the next. */
export class History {
  #changes: PastChange[] = [];
  /** Position of the first change kept; positions count from the first change ever seen by this process. */
  #first = 0;
  #bytes = 0;
  /** Changes up to this timestamp may be missing. */
  #lostUpTo: bigint;
  readonly #waiting = new Set<() => void>();

  constructor(lostUpTo: bigint) {
    this.#lostUpTo = lostUpTo;
  }

  get lostUpTo(): bigint {
    return this.#lostUpTo;
  }

  get end(): number {
    return this.#first + this.#changes.length;
  }

  /** The change at a position; 'lost' when it is no longer kept, undefined when it is still to come. */
  at(position: number): PastChange | 'lost' | undefined {
    return position < this.#first ? 'lost' : this.#changes[position - this.#first];
  }

  /** Position of the first change with a timestamp of `ts` or later. */
  positionOf(ts: bigint): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle]?.ts ?? 0n) < ts) low = middle + 1;
      else high = middle;
    }
    return this.#first + low;
  }

  add(changes: readonly Change[]): void {
    for (const change of changes) {
      const past = pastOf(change);
      this.#changes.push(past);
      this.#bytes += sizeOf(past);
    }
    if (this.#changes.length > maxChanges * 1.1 || this.#bytes > maxBytes * 1.1) this.#trim();
    for (const wake of this.#waiting) wake();
  }

  /** Calls back at each addition until the returned function is called. */
  onAdded(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  #trim(): void {
    let drop = Math.max(0, this.#changes.length - maxChanges);
    for (let at = 0; at < this.#changes.length && (at < drop || this.#bytes > maxBytes); at += 1) {
      const change = this.#changes[at];
      if (change === undefined) break;
      this.#bytes -= sizeOf(change);
      this.#lostUpTo = change.ts;
      drop = at + 1;
    }
    this.#changes = this.#changes.slice(drop);
    this.#first += drop;
  }
}

function pastOf(change: Change): PastChange {
  if (change.op !== 'update') return change;
  const { document: _, ...past } = change;
  return past;
}

/** A rough measure of what it holds in memory, where a document is several times its bytes. */
function sizeOf(change: PastChange): number {
  return 600 + ('document' in change ? 5 * change.document.bytes.length : 0);
}
