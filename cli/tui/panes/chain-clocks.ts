import { clocksOf } from '../../model/clocks/clocks-of.ts';
import { clockSentences } from '../../reporters/text/clock-text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { modelsOf } from '../ledger/watches.ts';
import type { Picked } from '../state/look.ts';

/** What is to be known of the clocks of a chain before its times are compared; nothing where all may agree. */
export function chainClocks(
  ledger: Ledger,
  picked: Pick<Picked, 'system' | 'correlation'> | null,
): readonly string[] {
  if (!picked) return [];
  return modelsOf(ledger, picked.system).flatMap((model) =>
    clockSentences(clocksOf(model, [picked.correlation])),
  );
}
