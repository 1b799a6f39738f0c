import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { customersAndOrders } from '../../test/harness/customers-and-orders.ts';
import { Checkout } from '../testing/checkout.ts';
import { playOrder } from '../testing/play.ts';
import { insert, update } from '../testing/rows.ts';
import { World } from '../testing/world.ts';
import type { Model } from '../model.ts';
import { sagaInstancesOf } from '../sagas/saga-instances.ts';
import { scopeOf } from '../scope.ts';
import type { ChangedRow } from './changed-row.ts';
import { sagaChanges, type ChangingCommit } from './saga-changes.ts';

function changesIn(model: Model, correlation: string) {
  const [instance] = sagaInstancesOf(model, scopeOf(model, [correlation]).transactions);
  return sagaChanges(model, instance!).map(({ from, to, commits }) => ({
    from,
    to,
    commits: commits.map(({ database, handled, rows }) => [database, handled ?? null, rows.map(told)]),
  }));
}

function told({ table, key, columns }: ChangedRow): string {
  const changed = columns.filter(({ change }) => change === 'changed');
  return [table, key, ...changed.map(({ name, from, to }) => `${name} ${from} ${to}`)].join(' ');
}

function rowsIn(commits: readonly ChangingCommit[]): string[][] {
  return commits.map(({ rows }) => rows.map(told));
}

test('each state of a choreographed saga has the rows of the commit that gave it', () => {
  const { world, order } = playOrder(customersAndOrders);
  expect(changesIn(world.model(), order.request.correlation)).toEqual([
    { from: null, to: 'PENDING', commits: [['order-db', null, ['orders 17']]] },
    {
      from: 'PENDING',
      to: 'APPROVED',
      commits: [['order-db', null, ['orders 17 state PENDING APPROVED']]],
    },
  ]);
});

test('of two states in one commit each has the rows from its own on', () => {
  const world = new World(customersAndOrders);
  const cause = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderApproved', payload: {} }];
  const [pending, approved] = ['PENDING', 'APPROVED'].map((state) => ({ id: '17', state }));
  const others = ['1', '2', '3'].map((id) => insert('orders', { id, state: 'PENDING' }));
  const rows = [others[0]!, insert('orders', pending!), others[1]!, update('orders', approved!), others[2]!];
  world.commit('order-db', { cause, rows, events });
  world.commit('order-db', { cause, rows: [update('orders', { ...approved!, seen: 't' })], events });
  const model = world.model();
  const { transactions } = scopeOf(model, [cause.correlation]);
  const instance = sagaInstancesOf(model, transactions).find(({ history }) => history.key['id'] === '17');
  expect(sagaChanges(model, instance!).map(({ to, commits }) => [to, rowsIn(commits)])).toEqual([
    ['PENDING', [['orders 1', 'orders 17', 'orders 2']]],
    ['APPROVED', [['orders 17 state PENDING APPROVED', 'orders 3'], ['orders 17']]],
  ]);
});

test('each state of an orchestrated one has also what its commands changed at the participants', () => {
  const world = new World(checkout);
  const saga = new Checkout(world).begin();
  const { message, record } = saga.last;
  const cause = {
    correlation: saga.request.correlation,
    id: message.id,
    consumer: 'inventory-commands',
  };
  const row = { id: '5', saga_id: 's-1', amount: '2' };
  const events = [saga.reply(message, 'ReservationsClaimed', 'SUCCESS')];
  const [reply] = world.commit('inventory-db', { cause, rows: [insert('reservations', row)], events });
  world.deliver('inventory-commands', message, record);
  saga
    .takes({ message: reply!, record: world.publish(reply!) })
    .moves('create-order', { 'claim-reservations': 'done', 'create-order': 'sent' }, 'CreateOrder', 'order');
  expect(changesIn(world.model(), saga.request.correlation)).toEqual([
    {
      from: null,
      to: 'claim-reservations',
      commits: [
        ['orchestrator-db', null, ['saga_instance s-1']],
        ['inventory-db', { consumer: 'inventory-commands', type: 'ClaimReservations' }, ['reservations 5']],
      ],
    },
    {
      from: 'claim-reservations',
      to: 'create-order',
      commits: [
        [
          'orchestrator-db',
          null,
          ['saga_instance s-1 state claim-reservations create-order steps.claim-reservations sent done'],
        ],
      ],
    },
  ]);
});
