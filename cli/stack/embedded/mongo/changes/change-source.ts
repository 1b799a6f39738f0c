import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Stage } from '../aggregate/stage.ts';
import type { Batch, BatchRequest, Source } from '../cursors/cursors.ts';
import { CommandError } from '../errors.ts';
import type { History } from '../storage/history.ts';
import { encodeDocument } from '../value/encode.ts';
import { RawDoc, type Doc, type Value } from '../value/value.ts';
import { eventOf, invalidateEvent, type Lookup } from './event.ts';
import { endsStream, isWatched, type Scope } from './scope.ts';
import { encodeToken } from './token.ts';
import { waitForChange } from './wait.ts';

export interface StreamOptions {
  readonly scope: Scope;
  /** Changes up to this timestamp are not shown. */
  readonly after: bigint;
  readonly lookup: Lookup | undefined;
  /** The stages behind `$changeStream`. */
  readonly pipeline: Stage;
}

/** Looks so many changes ahead in one go, so that a stream that filters much does not hold up the others. */
const maxScan = 10_000;
const maxBatchBytes = 16 * 1024 * 1024;

/** A tailable cursor over the history. Rejects with ChangeStreamHistoryLost when it was too slow. */
export class ChangeSource implements Source {
  readonly #history: History;
  readonly #options: StreamOptions;
  #position: number;
  #passed: bigint;
  #ended = false;

  constructor(history: History, options: StreamOptions) {
    if (options.after < history.lostUpTo) throw historyLost();
    this.#history = history;
    this.#options = options;
    this.#position = history.positionOf(options.after + 1n);
    this.#passed = options.after;
  }

  async next({ size, awaitMs, signals }: BatchRequest): Promise<Batch> {
    const deadline = Date.now() + awaitMs;
    for (;;) {
      const docs = this.#scan(size ?? Infinity);
      const left = deadline - Date.now();
      if (docs.length > 0 || this.#ended || left <= 0 || signals.some(({ aborted }) => aborted))
        return {
          docs,
          exhausted: this.#ended,
          resumeToken: encodeToken({ ts: this.#passed, invalidated: false }),
        };
      if (this.#position < this.#history.end) await nextTurn();
      else await waitForChange(this.#history, left, signals);
    }
  }

  #scan(size: number): Value[] {
    const docs: Value[] = [];
    let bytes = 0;
    for (
      let scanned = 0;
      scanned < maxScan && docs.length < size && bytes < maxBatchBytes && !this.#ended;
      scanned += 1
    ) {
      const change = this.#history.at(this.#position);
      if (change === 'lost') throw historyLost();
      if (change === undefined) break;
      this.#position += 1;
      const { scope, after, lookup, pipeline } = this.#options;
      if (change.ts <= after) continue;
      this.#passed = change.ts;
      if (!isWatched(scope, change)) continue;
      const event = eventOf(change, lookup);
      this.#ended = endsStream(scope, change);
      const events = [event, this.#ended ? invalidateEvent(change) : undefined].filter(
        (doc) => doc !== undefined,
      );
      for (const doc of pipeline(events)) {
        const raw = new RawDoc(encodeDocument(withToken(doc)));
        docs.push(raw);
        bytes += raw.bytes.length;
      }
    }
    return docs;
  }
}

/** Drivers resume by the event's _id: a pipeline that takes it away breaks the stream. */
function withToken(doc: Doc): Doc {
  if (doc.has('_id')) return doc;
  throw new CommandError(
    'ChangeStreamFatalError',
    'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline.',
    {
      errorLabels: ['NonResumableChangeStreamError'],
    },
  );
}

function historyLost(): CommandError {
  return new CommandError(
    'ChangeStreamHistoryLost',
    'Resume of change stream was not possible, as the resume point may no longer be in the history.',
    { errorLabels: ['NonResumableChangeStreamError'] },
  );
}
