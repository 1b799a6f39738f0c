import { setImmediate } from 'node:timers/promises';
import { createLedger, foldMoment, type Ledger } from '../ledger/ledger.ts';
import type { Plans } from '../ledger/progress.ts';
import type { System } from '../../systems/system.ts';
import type { Moments } from './moments.ts';

export interface Folding {
  readonly systems: readonly System[];
  readonly linesObservable: boolean;
  /** What each scenario will do; may become known later. */
  readonly plans?: Plans;
}

/** Milliseconds of work between two looks at the keyboard. */
const sliceMs = 8;

/** A ledger of the moments from `from` on; `at` is how far it has come. */
export class PartLedger {
  readonly ledger: Ledger;
  readonly from: number;

  constructor({ systems, linesObservable, plans }: Folding, from: number) {
    this.ledger = createLedger(systems, linesObservable, plans);
    this.ledger.folded = from;
    this.from = from;
  }

  get at(): number {
    return this.ledger.folded;
  }

  /** Folds up to `until()`, a slice at a time so that keys and news are not kept waiting; ends early where `isOver()`. */
  async advance(moments: Moments, until: () => number, isOver: () => boolean): Promise<void> {
    let sliceEnd = performance.now() + sliceMs;
    while (this.at < until() && !isOver()) {
      for (const moment of await moments.from(this.at)) {
        if (this.at >= until() || isOver()) return;
        foldMoment(this.ledger, moment);
        if (performance.now() < sliceEnd) continue;
        await setImmediate();
        sliceEnd = performance.now() + sliceMs;
      }
    }
  }
}
