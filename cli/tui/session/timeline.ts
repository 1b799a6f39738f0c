import { createLedger, foldMoment, type Ledger, type Moment } from '../ledger/ledger.ts';
import type { System } from '../../systems/system.ts';

/** All moments so far, the ledger of the present, and one of the past that was sought. */
export interface Timeline {
  readonly total: number;
  /** As of the moment sought. */
  readonly ledger: Ledger;
  append(moment: Moment): void;
  /** Looks at the first `at` moments; null is the present. */
  seek(at: number | null): void;
}

export function createTimeline(systems: readonly System[], linesObservable: boolean): Timeline {
  const moments: Moment[] = [];
  const present = createLedger(systems, linesObservable);
  let past: Ledger | undefined;
  return {
    get total() {
      return moments.length;
    },
    get ledger() {
      return past ?? present;
    },
    append(moment) {
      moments.push(moment);
      foldMoment(present, moment);
    },
    seek(at) {
      if (at === null) {
        past = undefined;
        return;
      }
      // Forwards from where it stands; a model cannot be unfolded, so backwards is from the beginning.
      if (past === undefined || past.folded > at) past = createLedger(systems, linesObservable);
      while (past.folded < Math.min(at, moments.length)) foldMoment(past, moments[past.folded]!);
    },
  };
}
