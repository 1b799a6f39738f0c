import type { RecordedEvent } from '../../runs/format.ts';
import type { World } from '../../model/testing/world.ts';
import { createLedger, foldMoment, type Ledger } from '../ledger/ledger.ts';
import type { Plans } from '../ledger/progress.ts';
import type { Look } from '../state/look.ts';

/** All that a world told, and what a run told beside it. */
export function ledgerOf(
  world: World,
  events: readonly RecordedEvent[] = [],
  plans: Plans = new Map(),
): Ledger {
  const ledger = createLedger([world.system], true, plans);
  for (const { observation } of world.told) foldMoment(ledger, { kind: 'observation', observation });
  for (const event of events) foldMoment(ledger, { kind: 'event', event });
  return ledger;
}

/** A ledger as it is looked at some time after the last observation, by a clock that stands still. */
export function lookAt(ledger: Ledger, laterMs = 3_200): Look {
  return {
    ledger,
    total: ledger.folded,
    spooled: 0,
    nowMs: ledger.seenMs + laterMs,
    session: {
      source: 'live',
      systems: [...ledger.models.keys()],
      label: 'embedded broker, not Apache Kafka',
      lab: 'default',
      state: 'up',
      detail: '',
    },
  };
}
