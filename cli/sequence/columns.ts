import type { DraftRow } from './rows.ts';
import type { Participant } from './sequence.ts';

const ranks = { client: 0, service: 1, database: 1, relay: 2, topic: 3, view: 5 } as const;
const rankOfReader = 4;

/**
 * Along a message's way: who asks, services each with its databases, relays, topics, then services that only keep
 * views, and the views. Within these in the order in which they first took part.
 */
export function columnsOf(rows: readonly DraftRow[]): Participant[] {
  const seen = new Map<string, Participant>();
  const owners = new Map<string, string>();
  const writers = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'heading') continue;
    for (const each of row.kind === 'message' ? [row.from, row.to] : [row.over])
      seen.set(keyOf(each), seen.get(keyOf(each)) ?? each);
    if (row.kind !== 'message') continue;
    if (row.from.role === 'client') writers.add(keyOf(row.to));
    if (row.to.role !== 'database') continue;
    writers.add(keyOf(row.from));
    if (!owners.has(keyOf(row.to))) owners.set(keyOf(row.to), keyOf(row.from));
  }
  const order = [...seen.keys()];
  const sorted = order.map((key, index) => {
    const participant = seen.get(key)!;
    const reads = participant.role === 'service' && !writers.has(key);
    const owner = order.indexOf(owners.get(key) ?? key);
    return { participant, index, rank: reads ? rankOfReader : ranks[participant.role], owner };
  });
  return sorted
    .sort(
      (left, right) =>
        left.rank - right.rank ||
        left.owner - right.owner ||
        Number(left.participant.role === 'database') - Number(right.participant.role === 'database') ||
        left.index - right.index,
    )
    .map(({ participant }) => participant);
}

function keyOf({ role, name }: Participant): string {
  return `${role}:${name}`;
}
