import type { Model } from '../model.ts';
import { scopeOf } from '../scope.ts';
import { compareClocks, type ComparedClocks } from './differences.ts';
import { sequencesIn } from './sequences.ts';

/** By how much the clocks differ, from all that carries one of these correlations. */
export function clocksOf(model: Model, correlations: readonly string[]): ComparedClocks {
  return compareClocks(sequencesIn(model, scopeOf(model, correlations)));
}
