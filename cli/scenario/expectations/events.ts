import { eventsOf } from '../../model/events.ts';
import type { Model } from '../../model/model.ts';
import type { Finding } from '../finding.ts';

/** Whether the run's events contain the expected types in causal order; others may come between. */
export function findEvents(
  model: Model,
  correlations: readonly string[],
  expected: readonly string[],
): Finding {
  const seen = eventsOf(model, correlations).map(({ type }) => type);
  let next = 0;
  for (const type of seen) if (type === expected[next]) next += 1;
  if (next === expected.length) return { holds: true, seen };
  const wanted = expected[next] ?? '';
  const elsewhere = seen.includes(wanted) ? ' (it came, but not in that order)' : '';
  const place = next === 0 ? '' : ` after ${expected[next - 1]}`;
  return { holds: false, seen, why: `${wanted} was not seen${place}${elsewhere}` };
}
