import type { Ledger } from '../ledger/ledger.ts';
import { type Folding, PartLedger } from './folding.ts';
import type { Moments } from './moments.ts';

export interface ScrubberOptions extends Folding {
  readonly moments: Moments;
  /** So many moments before the one sought are folded at the most. */
  readonly window: number;
}

/** The ledger of a moment of the past: forwards it goes on, backwards it begins anew, as a model cannot be unfolded. */
export class Scrubber {
  readonly #options: ScrubberOptions;
  #part: PartLedger;
  #latest = 0;
  #closed = false;

  constructor(options: ScrubberOptions) {
    this.#options = options;
    this.#part = new PartLedger(options, 0);
  }

  /** As of the moment sought last that can be seen. */
  get ledger(): Ledger {
    return this.#part.ledger;
  }

  /**
   * Goes to the first `at` moments, and says whether it got there: of several calls the last has the say, and the
   * others end early.
   */
  async seek(at: number): Promise<boolean> {
    this.#latest += 1;
    const mine = this.#latest;
    const isOver = () => mine !== this.#latest || this.#closed;
    const { moments, window } = this.#options;
    const wanted = Math.max(0, Math.min(at, moments.length));
    const stands = this.#part;
    const isAhead = stands.at <= wanted && wanted - stands.from <= window;
    const from = Math.max(0, wanted - Math.floor(window / 2));
    const part = isAhead ? stands : new PartLedger(this.#options, window > moments.length ? 0 : from);
    await part.advance(moments, () => wanted, isOver);
    if (isOver()) return false;
    this.#part = part;
    return true;
  }

  /** Stands where another ledger stands, which is no longer anybody else's. */
  adopt(part: PartLedger): void {
    this.cancel();
    this.#part = part;
  }

  /** Gives up what is being sought. */
  cancel(): void {
    this.#latest += 1;
  }

  close(): void {
    this.#closed = true;
  }
}
