import { foldMoment, type Ledger, type Moment } from '../ledger/ledger.ts';
import { type Folding, PartLedger } from './folding.ts';
import { Moments } from './moments.ts';
import type { Spool } from './spool.ts';

export interface TimelineOptions extends Folding {
  readonly spool: Spool;
  /** So many moments are kept in memory at the most; older ones are read from disk when they are sought. */
  readonly window?: number;
  /** Calls back when something that was sought can be seen, or older moments were let go of. */
  readonly changed: () => void;
}

/** Everything seen so far, and two ledgers of it: of the present, and of a moment of the past that was sought. */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #window: number;
  readonly #moments: Moments;
  #present: PartLedger;
  /** Takes the place of the present one when it has caught up: a model cannot forget. */
  #successor: PartLedger | undefined;
  #past: PartLedger | undefined;
  #seeking = new AbortController();
  #closed = false;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#window = options.window ?? 100_000;
    this.#moments = new Moments(options.spool);
    this.#present = new PartLedger(options, 0);
  }

  get total(): number {
    return this.#moments.length;
  }

  /** How many moments are on disk only. */
  get spooled(): number {
    return this.#moments.spooled;
  }

  /** Why older moments stay in memory; undefined while they need not. */
  get failure(): string | undefined {
    return this.#moments.failure;
  }

  /** As of the moment sought last that can be seen; of the present where none was. */
  get ledger(): Ledger {
    return (this.#past ?? this.#present).ledger;
  }

  append(moment: Moment): void {
    this.#moments.append(moment);
    foldMoment(this.#present.ledger, moment);
    this.#renew();
  }

  /** Looks at the first `at` moments; null is the present. Of two calls the later one has the say. */
  async seek(at: number | null): Promise<void> {
    this.#seeking.abort();
    const seeking = new AbortController();
    this.#seeking = seeking;
    if (at === null) {
      this.#past = undefined;
      return this.#options.changed();
    }
    const wanted = Math.max(0, Math.min(at, this.total));
    const stands = this.#past;
    // Forwards from where it stands; backwards it has to begin anew, with as much before it as memory would hold.
    const isAhead = stands !== undefined && stands.at <= wanted && wanted - stands.from <= this.#window;
    const past = isAhead ? stands : new PartLedger(this.#options, Math.max(0, wanted - this.#half));
    const isOver = () => seeking.signal.aborted || this.#closed;
    await past.advance(this.#moments, () => wanted, isOver);
    if (isOver()) return;
    this.#past = past;
    this.#options.changed();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#options.spool.close();
  }

  get #half(): number {
    return Math.floor(this.#window / 2);
  }

  #renew(): void {
    if (this.#successor || this.total - this.#present.from <= this.#window) return;
    const successor = new PartLedger(this.#options, this.total - this.#half);
    this.#successor = successor;
    void this.#replace(successor);
  }

  async #replace(successor: PartLedger): Promise<void> {
    await successor.advance(
      this.#moments,
      () => this.total,
      () => this.#closed,
    );
    if (this.#closed) return;
    this.#present = successor;
    this.#successor = undefined;
    this.#options.changed();
    await this.#moments.letGo(successor.from);
    this.#options.changed();
    this.#renew();
  }
}
