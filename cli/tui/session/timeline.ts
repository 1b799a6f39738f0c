import { epochMs } from '../../lib/epoch.ts';
import { toError } from '../../lib/errors.ts';
import { momentOfRecord, type RecordPlace } from '../ledger/entries.ts';
import { foldMoment, type Ledger, type Moment } from '../ledger/ledger.ts';
import { type Folding, PartLedger } from './folding.ts';
import { Moments } from './moments.ts';
import { Scrubber } from './scrubber.ts';
import type { Spool } from './spool.ts';
import type { Picked } from '../state/look.ts';
import { momentsOfPicked } from './moments-of-picked.ts';

export interface TimelineOptions extends Folding {
  readonly spool: Spool;
  /** So many moments are kept in memory at the most; older ones are read from disk when they are sought. */
  readonly window?: number;
  /** Calls back when something that was sought can be seen, or older moments were let go of. */
  readonly changed: () => void;
}

/** Everything seen so far, with a ledger of the present and one of a moment of the past that was sought. */
export class Timeline {
  #options: TimelineOptions;
  readonly #window: number;
  readonly #moments: Moments;
  #past: Scrubber;
  #isPast = false;
  /** Epoch milliseconds at which the present was stopped; undefined where a moment of the past was sought. */
  #stoppedMs: number | undefined;
  /** Undefined while another is made because it was handed to the past. */
  #present: PartLedger | undefined;
  /** Settles when a successor has taken the place of the present: a model cannot forget, nor be copied. */
  #renewing: Promise<void> | undefined;
  #failure: string | undefined;
  #closed = false;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#window = options.window ?? 100_000;
    this.#moments = new Moments(options.spool);
    this.#present = new PartLedger(options, 0);
    this.#past = new Scrubber({ ...options, moments: this.#moments, window: this.#window });
  }

  /** How the lab can be observed, which nobody knew while it came up. Nothing may have been appended before. */
  watch(lab: Pick<Folding, 'systems' | 'linesObservable'>): void {
    if (this.total > 0) throw new TypeError('What was seen was judged otherwise already');
    this.#options = { ...this.#options, ...lab };
    this.#present = new PartLedger(this.#options, 0);
    this.#past = new Scrubber({ ...this.#options, moments: this.#moments, window: this.#window });
  }

  get total(): number {
    return this.#moments.length;
  }

  /** How many moments are on disk only. */
  get spooled(): number {
    return this.#moments.spooled;
  }

  /** Why older moments stay in memory, or the present cannot be made anew; undefined while all is well. */
  get failure(): string | undefined {
    return this.#moments.failure ?? this.#failure;
  }

  /** As of the moment sought last that can be seen; of the present where none was. */
  get ledger(): Ledger {
    return this.#isPast || !this.#present ? this.#past.ledger : this.#present.ledger;
  }

  /** Epoch milliseconds to which ages are told: what was under way in the past is not missing because it is past. */
  get nowMs(): number {
    if (!this.#isPast) return epochMs();
    return this.#stoppedMs ?? this.#past.ledger.seenMs;
  }

  /** Of those in memory, when something of this chain was seen. */
  momentOfRecord(place: RecordPlace): number | undefined {
    return momentOfRecord((this.#present ?? this.#past).ledger.entries, place);
  }

  momentsOf(picked: Picked): readonly number[] {
    return momentsOfPicked(this.#moments, (this.#present ?? this.#past).ledger, picked);
  }

  append(moment: Moment): void {
    this.#moments.append(moment);
    if (!this.#present) return;
    foldMoment(this.#present.ledger, moment);
    this.#trim();
  }

  /** Looks at the first `at` moments; null is the present. Of several calls the last has the say. */
  async seek(at: number | null): Promise<void> {
    if (at === null) {
      this.#past.cancel();
      // Once closed no successor comes: to wait for one would keep everything else from its turn.
      while (!this.#present && this.#renewing) await this.#renewing;
      this.#isPast = false;
    } else if (at === this.total && this.#present && !this.#isPast) {
      this.#stop(this.#present);
    } else {
      if (await this.#past.seek(at)) [this.#isPast, this.#stoppedMs] = [true, undefined];
    }
    this.#options.changed();
  }

  /** To stand still at once, what is shown is kept, and the present made anew behind it. */
  #stop(present: PartLedger): void {
    this.#stoppedMs = epochMs();
    this.#past.adopt(present);
    this.#isPast = true;
    this.#present = undefined;
    const { from } = present;
    if (this.#renewing) void this.#renewing.then(() => this.#present ?? this.#renew(from));
    else this.#renew(from);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#past.close();
    await this.#renewing;
    await this.#options.spool.close();
  }

  #trim(): void {
    if (this.#present && !this.#closed && this.total - this.#present.from > this.#window)
      this.#renew(this.total - Math.floor(this.#window / 2));
  }

  #renew(from: number): void {
    this.#renewing ??= this.#replace(new PartLedger(this.#options, from))
      .then(
        () => (this.#failure = undefined),
        (thrown: unknown) => (this.#failure = toError(thrown).message),
      )
      .then((failure) => {
        this.#renewing = undefined;
        // What failed is tried again with the next moment, not at once.
        if (failure === undefined) this.#trim();
        else this.#options.changed();
      });
  }

  async #replace(successor: PartLedger): Promise<void> {
    const until = () => this.total;
    const isOver = () => this.#closed;
    // What is appended between its last fold and its turn here would be in neither ledger.
    while (successor.at < until() && !isOver()) await successor.advance(this.#moments, until, isOver);
    if (this.#closed) return;
    this.#present = successor;
    this.#options.changed();
    await this.#moments.letGo(successor.from);
    this.#options.changed();
  }
}
