import { expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Moment } from '../ledger/ledger.ts';
import { firstSeen } from './first-seen.ts';

const { world, correlations } = playOrder(system);
const moments: readonly Moment[] = world.told.map(({ observation }) => ({
  kind: 'observation',
  observation,
}));
const chain = chainOf(world.model(), correlations);
const watching = { system, linesObservable: true, correlations };

test('every hop of a chain is told once, none before its cause, and time only goes on', () => {
  const seen = firstSeen(moments, chain, watching);
  expect(seen.map(({ hop }) => hop.id).toSorted()).toEqual(chain.map(({ id }) => id).toSorted());
  const told = new Set<string | null>([null]);
  let before = 0;
  for (const { hop, at } of seen) {
    expect(told, hop.label).toContain(hop.cause);
    expect(at).toBeGreaterThanOrEqual(before);
    told.add(hop.id);
    before = at;
  }
});

test('a hop is told at the moment at which the screen shows it first', () => {
  const seen = firstSeen(moments, chain, watching);
  const { hop, at } = seen.find(({ hop: { kind, type } }) => kind === 'outbox' && type === 'OrderApproved')!;
  expect(moments[at - 1]).toMatchObject({
    observation: { kind: 'transaction', xid: hop.ref.xid, lsn: hop.ref.lsn },
  });
});

test('what a probe saw before its cause waits for the cause', () => {
  const request = moments.findIndex(
    (moment) => moment.kind === 'observation' && moment.observation.kind === 'request',
  );
  const late = [...moments.toSpliced(request, 1), moments[request]!].filter(
    (moment) => moment.kind !== 'observation' || moment.observation.kind !== 'line',
  );
  const [first] = correlations;
  const seen = firstSeen(late, chain, watching).filter(({ hop }) => hop.correlation === first);
  expect(new Set(seen.map(({ at }) => at))).toEqual(new Set([late.length]));
});

test('after the lab was watched anew only what is seen from then on counts', () => {
  const once = firstSeen(moments, chain, watching).map(({ at }) => at);
  const again = firstSeen([...moments, { kind: 'restart' }, ...moments], chain, watching);
  expect(again.map(({ at }) => at)).toEqual(once.map((at) => at + moments.length + 1));
});
