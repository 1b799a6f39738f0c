import { expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import type { Hop } from '../../model/hop.ts';
import { play, playOrder } from '../../model/testing/play.ts';
import type { World } from '../../model/testing/world.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { columns } from '../../reporters/text/fit.ts';
import { system } from '../../scenario/testing/story.ts';
import { retell } from '../retell.ts';
import { playRun } from '../testing/recorded-runs.ts';
import { recordingOf } from '../testing/recording-of.ts';
import { diffRuns } from './diff.ts';
import { diffText } from './diff-text.ts';
import { pairHops, type HopPair } from './pair-hops.ts';

const chain = (world: World, correlations: readonly string[]) => chainOf(world.model(), correlations);
const alone = (pairs: readonly HopPair[], side: 'a' | 'b') =>
  pairs.flatMap(({ a, b }) => ((side === 'a' ? b : a) === undefined ? [(a ?? b)!.label] : []));

test('two runs of one story are the same, though every id and position differs', () => {
  const first = playOrder(system);
  const { world, story } = play(system);
  for (const limit of [1, 2, 3]) story.createCustomer(limit);
  const customer = story.createCustomer(50);
  const order = story.placeOrder(customer.id, 40);
  const [a, b] = [
    chain(first.world, first.correlations),
    chain(world, [customer.request.id, order.request.id]),
  ];
  expect(a.map(({ id }) => id)).not.toEqual(b.map(({ id }) => id));
  const pairs = pairHops(a, b);
  expect(pairs.map((pair) => pair.a)).toEqual(a);
  expect(pairs.map((pair) => pair.b)).toEqual(b);
});

test('where one was approved and the other rejected, the tree parts at the event that decided it', () => {
  const approved = playOrder(system);
  const rejected = playOrder(system, 60);
  const pairs = pairHops(
    chain(approved.world, approved.correlations),
    chain(rejected.world, rejected.correlations),
  );
  expect(alone(pairs, 'a')[0]).toBe('insert credit_reservations 1/17');
  expect(alone(pairs, 'b')[0]).toBe('CustomerCreditReservationFailed of Customer 1 in the outbox');
  // Siblings of what differs are still pairs.
  const both = pairs.filter(({ a, b }) => a && b).map(({ a }) => a!.label);
  expect(both).toContain('orders 17: OrderCreated applied');
});

test('a repeat in one of them is all that differs', () => {
  const { world, correlations } = playOrder(system);
  const before = chain(world, correlations);
  const [created] = world.model().messages.byCorrelation.get(correlations[0]!)!;
  const { id, topic, key } = created!.envelope!;
  const [row] = created!.outbox;
  const { database, xid, lsn } = row!.transaction;
  const message = {
    id,
    topic,
    key: key!,
    type: 'CustomerCreated',
    correlation: correlations[0]!,
    causation: '',
  };
  const commit = { database, xid, lsn: lsn! };
  const again = world.record({ ...message, payload: row!.payload, ...commit });
  world.deliver('order-history', { ...message, payload: '{}', ...commit }, again, {
    event: 'duplicate',
  });
  const pairs = pairHops(before, chain(world, correlations));
  expect(alone(pairs, 'a')).toEqual([]);
  expect(alone(pairs, 'b')).toEqual([
    'CustomerCreated at Customer/0@2',
    'order-history saw again CustomerCreated',
  ]);
});

test('nothing is left out and nothing told twice, whatever the chains', () => {
  const { world, correlations } = playOrder(system);
  const full = chain(world, correlations);
  const part = full.filter((_, index) => index % 3 !== 1);
  for (const [a, b] of [
    [full, part],
    [part, full],
    [full, []],
    [[], full],
  ] as [Hop[], Hop[]][]) {
    const pairs = pairHops(a, b);
    const told = (side: 'a' | 'b') => pairs.flatMap((pair) => pair[side]?.id ?? []).sort();
    expect(told('a')).toEqual(a.map(({ id }) => id).sort());
    expect(told('b')).toEqual(b.map(({ id }) => id).sort());
  }
});

test('as text: what is only in one has a sign, latencies stand side by side, no line is too wide', async () => {
  const [good, bad] = [await playRun(), await playRun([{ unrelayed: ['OrderCreated'] }])];
  const [a, b] = [retell(await recordingOf(good.heard)), retell(await recordingOf(bad.heard))];
  expect(diffRuns(a, a).same).toBe(true);
  const diff = diffRuns(a, b);
  expect(diff.same).toBe(false);
  const lines = diffText(diff, 100, paintWith(false));
  expect(lines[0]).toBe('customers-and-orders/approve');
  expect(lines[1]).toMatch(/^ {2}a pass in \d+ ms, b fail in \d/);
  expect(lines).toContainEqual(expect.stringMatching(/^- +OrderCreated relayed to Order +\d+\.\d$/));
  expect(lines).toContainEqual(expect.stringMatching(/^\+ +missing: OrderCreated not relayed for/));
  expect(lines).toContainEqual(expect.stringMatching(/^ +insert orders 17 +\d+\.\d +\d+\.\d +[+-]?\d+\.\d$/));
  expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(100);
});

test('of two that have little in common it is said, and only the first hops are told, unless all are asked for', () => {
  const { world, correlations } = playOrder(system);
  const hops = chain(world, correlations);
  const pairs = Array.from({ length: 60 }, (_, index) => ({ a: hops[0], b: undefined, depth: index % 3 }));
  const side = { title: 'store/checkout', verdict: 'pass', durationMs: 5 } as const;
  const scenario = { a: side, b: { ...side, title: 'approve' }, pairs, onlyInA: 60, onlyInB: 0 };
  const few = diffText({ same: false, scenarios: [scenario] }, 100, paintWith(false));
  expect(few.join('\n')).toContain('These tell different stories: of 60 hops 0 are in both.');
  expect(few.filter((line) => line.startsWith('-'))).toHaveLength(20);
  expect(few).toContain('  ... and 40 more; --all shows them');
  const all = diffText({ same: false, scenarios: [scenario] }, 100, paintWith(false), true);
  expect(all.filter((line) => line.startsWith('-'))).toHaveLength(60);
});
