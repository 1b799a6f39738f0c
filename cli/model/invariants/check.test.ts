import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { System } from '../../systems/system.ts';
import type { InvariantResult } from '../verdict.ts';
import { pollingOf } from '../gaps.ts';
import { playOrder } from '../testing/play.ts';
import type { World } from '../testing/world.ts';
import { checkInvariants } from './check.ts';

function verdicts(world: World, correlations: readonly string[], of: System = system) {
  return Object.fromEntries(
    checkInvariants(world.model(), of, correlations).map(({ name, verdict }) => [name, verdict]),
  );
}

function all(verdict: InvariantResult['verdict']) {
  return Object.fromEntries(Object.keys(system.invariants).map((name) => [name, verdict]));
}

test.each([40, 60])('all hold after an order of %i', (total) => {
  const { world, correlations } = playOrder(system, total);
  world.readBefore();
  expect(verdicts(world, correlations)).toEqual(all('pass'));
});

test('all hold after a cancel', () => {
  const { world, story, order, correlations } = playOrder(system);
  const cancel = story.cancelOrder(order);
  world.readBefore();
  expect(verdicts(world, [...correlations, cancel.id])).toEqual(all('pass'));
});

test('an unknown customer is no violation', () => {
  const { world, story } = playOrder(system);
  const order = story.placeOrder('9223372036854775', 10);
  world.readBefore();
  expect(verdicts(world, [order.request.id])).toEqual({
    ...all('pass'),
    'credit-within-limit': 'not-applicable',
  });
});

test('a run that touched nothing is judged by nothing', () => {
  const { world } = playOrder(system);
  world.readBefore();
  const idle = world.request('order-service', 'GET', '/orders');
  expect(verdicts(world, [idle.id])).toEqual(all('not-applicable'));
});

test('a system that lacks what an invariant is about is not judged by it', () => {
  const { world, correlations } = playOrder(system);
  const bare = { ...system, messaging: {}, topics: {}, consumers: {}, tables: {}, sagas: {}, views: {} };
  expect(verdicts(world, correlations, bare)).toEqual(all('not-applicable'));
});

test.each<[string, string[]]>([
  ['wal order-db', Object.keys(system.invariants).filter((name) => name !== 'credit-within-limit')],
  ['wal customer-db', Object.keys(system.invariants)],
  ['topics', ['every-outbox-row-on-its-topic', 'order-per-key']],
  ['views order-history-db', ['effects-once', 'view-equals-fold']],
  ['lines', ['effects-once']],
  ['processes', []],
])('a gap of the probe %s leaves what rests on it open', (probe, open) => {
  const { world, correlations } = playOrder(system);
  world.readBefore();
  world.gap(probe, 'lost');
  const inconclusive = Object.fromEntries(open.map((name) => [name, 'inconclusive']));
  expect(verdicts(world, correlations)).toEqual({ ...all('pass'), ...inconclusive });
  const first = checkInvariants(world.model(), system, correlations).find(({ proof }) => proof);
  expect(first?.proof).toEqual(open.length > 0 ? [`the probe ${probe} has a gap: lost`] : undefined);
});

test('a probe that polls leaves open what needs every state', () => {
  const { world, correlations } = playOrder(system);
  world.readBefore();
  world.tell('probe', { kind: 'probe', probe: 'wal order-db', state: 'polling' });
  const open = ['effects-once', 'order-per-key', 'declared-transitions'];
  const inconclusive = Object.fromEntries(open.map((name) => [name, 'inconclusive']));
  expect(verdicts(world, correlations)).toEqual({ ...all('pass'), ...inconclusive });
});

test('a view that is polled is judged by its last state, and the model says that it was polled', () => {
  const { world, correlations } = playOrder(system);
  world.readBefore();
  const probe = 'views order-history-db';
  world.tell('probe', { kind: 'probe', probe, state: 'polling', detail: 'no change streams' });
  expect(verdicts(world, correlations)).toEqual(all('pass'));
  expect(pollingOf(world.model())).toEqual([`the probe ${probe} polls: no change streams`]);
});

test('what was before the first transaction must be known for a sum', () => {
  const { world, correlations } = playOrder(system);
  const results = checkInvariants(world.model(), system, correlations);
  const open = results.filter(({ verdict }) => verdict === 'inconclusive');
  expect(open.map(({ name }) => name)).toEqual(['credit-conserved', 'credit-within-limit']);
  expect(open[1]?.proof).toEqual([
    'customer-db credit_reservations with customer_id 1: the rows before the first transaction seen were not read',
  ]);
});

test('other traffic in the lab changes no verdict', () => {
  const { world, story, correlations } = playOrder(system, 40);
  const other = story.createCustomer(5);
  const wrong = story.placeOrder(other.id, 40);
  world.commit('order-db', {
    rows: [{ op: 'update', table: 'orders', key: { id: wrong.id }, row: { id: wrong.id, state: 'LOST' } }],
  });
  world.readBefore();
  expect(verdicts(world, correlations)).toEqual(all('pass'));
  expect(verdicts(world, [wrong.request.id])).toMatchObject({ 'every-order-terminal': 'fail' });
});

test('a long proof is cut', () => {
  const { world, story, correlations } = playOrder(system);
  const more = Array.from({ length: 30 }, () => story.placeOrder('1', 1));
  for (const { id } of more)
    world.commit('order-db', {
      rows: [{ op: 'update', table: 'orders', key: { id }, row: { id, state: 'LOST' } }],
    });
  const results = checkInvariants(world.model(), system, [
    ...correlations,
    ...more.map(({ request }) => request.id),
  ]);
  const proof = results.find(({ name }) => name === 'declared-transitions')?.proof;
  expect(proof).toHaveLength(21);
  expect(proof?.at(-1)).toBe('... and 10 more');
});
