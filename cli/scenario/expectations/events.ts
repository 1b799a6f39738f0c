import { eventsOf } from '../../model/events.ts';
import type { Model } from '../../model/model.ts';
import { unjoinedOfType } from '../../model/unjoined-text.ts';
import { allUnread, unreadText } from '../../model/unread.ts';
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
  const notSeen = `${wanted} was not seen${place}${elsewhere}`;
  return {
    holds: false,
    seen,
    // It looks through all messages: not after every observation, only when somebody asks.
    get why() {
      if (elsewhere !== '') return notSeen;
      const unread = () => allUnread(model).map((each) => unreadText(model, each));
      return unjoinedOfType(model, correlations, wanted) ?? [notSeen, ...unread()].join('; ');
    },
  };
}
