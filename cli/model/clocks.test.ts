import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import type { Fact } from './observation.ts';
import { fold } from './model.ts';
import { play } from './testing/play.ts';

test('a handling is as old as its beginning, so that what it did is later', () => {
  const { world, story } = play(system);
  const { request } = story.createCustomer(50);
  const line = world.told.find(({ source }) => source === 'lines order-history-service');
  const handled = chainOf(world.model(), [request.id]).find(({ kind }) => kind === 'handled');
  expect(handled?.atMs).toBe(line!.observation.sourceMs! - 1);
});

test('the clocks of the sources are used where both ends have one, else the lab’s', () => {
  const { world } = play(system);
  const model = world.model();
  const id = 'r';
  const at = (seq: number, seenMs: number, sourceMs: number | undefined, fact: Fact) =>
    fold(model, { ...fact, seq, seenMs, ...(sourceMs === undefined ? {} : { sourceMs }) });
  const headers = JSON.stringify({ ID: 'm', 'correlation-id': id, 'causation-id': id, 'event-type': 'X' });
  const row = { id: 'm', destination: 'Order', headers, payload: '{}' };
  const change = { op: 'insert', table: 'message', key: { id: 'm' }, row } as const;
  const exchange = { service: 'order-service', method: 'POST', path: '/orders', status: 200, ms: 10 };
  at(1, 1010, 997.5, { kind: 'request', id, correlation: id, ...exchange });
  at(2, 1006, 998, { kind: 'transaction', database: 'order-db', xid: 1, lsn: '0/1', changes: [change] });
  expect(chainOf(model, [id]).map(({ atMs, clock, sinceRootMs }) => [atMs, clock, sinceRootMs])).toEqual([
    [997.5, 'source', 0],
    [998, 'source', 0.5],
    [null, 'seen', null],
  ]);

  const line = { event: 'http', at: 999.5, id, correlation: id, ...exchange } as const;
  at(3, 1020, 1009, { kind: 'line', process: 'order-service', line });
  expect(chainOf(model, [id]).map(({ atMs, clock, sinceCauseMs }) => [atMs, clock, sinceCauseMs])).toEqual([
    [999.5, 'source', null],
    // Clocks that disagree are printed as they are.
    [998, 'source', -1.5],
    [null, 'seen', null],
  ]);
});
