import { expect, test } from 'vitest';
import type { FaultLine } from '../../services/tram/observe/line.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import type { Hop } from './hop.ts';
import { play } from './testing/play.ts';
import type { TestMessage } from './testing/rows.ts';
import { treeOf } from './testing/tree.ts';
import type { CausedBy, TestRecord, World } from './testing/world.ts';

const consumer = 'customer-service-orders';

interface Sent {
  readonly world: World;
  readonly request: CausedBy;
  readonly message: TestMessage;
}

/** An event in the outbox of a request, of which nothing more is known. */
function sent(): Sent {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const event = { aggregate: 'Order', id: 17, type: 'OrderCancelled', payload: {} };
  const [message] = world.commit('order-db', { cause: request, events: [event] });
  return { world, request, message: message! };
}

function fault(world: World, process: string, point: string, about: Partial<FaultLine>): void {
  const line = { event: 'fault', at: 1, service: process, arming: 'a1', index: 0, point } as const;
  world.line(process, { ...line, do: 'crash', call: 1, correlation: null, ...about });
}

const ofHandling = ({ id }: TestMessage, record: TestRecord) => ({ consumer, message: id, ...record });

/** What stands below the record: the doings of the consumer. */
function handlingOf({ world, request }: Sent): string[] {
  const hops = chainOf(world.model(), [request.id]);
  const record = hops.find(({ kind }) => kind === 'record');
  return hops
    .filter(({ cause, ref }) => cause === record?.id && ref.consumer === consumer)
    .map((hop) => told(hop));
}

const told = ({ kind, label, injected }: Hop) => `${kind}: ${label}${injected ? ' (injected)' : ''}`;

test('a crash before the commit stands before the handling that then went well', () => {
  const { world, request, message } = sent();
  const record = world.publish(message);
  const point = 'customer-service.OrderCancelled.before-commit';
  fault(world, 'customer-service', point, ofHandling(message, record));
  world.commit('customer-db', { cause: { ...request, id: message.id, consumer } });
  world.deliver(consumer, message, record);
  expect(handlingOf({ world, request, message })).toEqual([
    'fault: crash at customer-service.OrderCancelled.before-commit (injected)',
    'handled: customer-service-orders handled OrderCancelled',
  ]);
});

test('a crash after the commit stands between the handling, which its inbox row proves, and the duplicate', () => {
  const { world, request, message } = sent();
  const record = world.publish(message);
  world.commit('customer-db', { cause: { ...request, id: message.id, consumer } });
  const point = 'customer-service.OrderCancelled.after-commit';
  fault(world, 'customer-service', point, ofHandling(message, record));
  world.deliver(consumer, message, record, { event: 'duplicate' });
  expect(handlingOf({ world, request, message })).toEqual([
    'handled: customer-service-orders handled OrderCancelled',
    'fault: crash at customer-service.OrderCancelled.after-commit (injected)',
    'duplicate: customer-service-orders saw again OrderCancelled',
  ]);
});

test('the retry after a failure, and the second delivery of a duplicate, are injected too', () => {
  const { world, request, message } = sent();
  const record = world.publish(message);
  const point = 'customer-service.OrderCancelled.before-handle';
  const about = ofHandling(message, record);
  fault(world, 'customer-service', point, { ...about, do: 'fail' });
  world.deliver(consumer, message, record, { event: 'retry', attempt: 1, error: 'Fault', injected: true });
  fault(world, 'customer-service', point, { ...about, do: 'duplicate', index: 1 });
  world.commit('customer-db', { cause: { ...request, id: message.id, consumer } });
  world.deliver(consumer, message, record);
  world.deliver(consumer, message, record, { event: 'duplicate', injected: true });
  expect(handlingOf({ world, request, message })).toEqual([
    `fault: fail at ${point} (injected)`,
    'retry: customer-service-orders will retry OrderCancelled: Fault (injected)',
    `fault: duplicate at ${point} (injected)`,
    'handled: customer-service-orders handled OrderCancelled',
    'duplicate: customer-service-orders saw again OrderCancelled (injected)',
  ]);
});

test('what struck the relay stands between the outbox and the broker, on its side of the publication', () => {
  const { world, request, message } = sent();
  fault(world, 'relay', 'relay.OrderCancelled.after-commit', { message: message.id, database: 'order-db' });
  world.record(message);
  fault(world, 'relay', 'relay.OrderCancelled.after-publish', { message: message.id, index: 1 });
  world.publish(message);
  const hops = chainOf(world.model(), [request.id]);
  const outbox = hops.find(({ kind }) => kind === 'outbox');
  expect(
    hops.filter(({ cause }) => cause === outbox?.id).map(({ kind, label }) => `${kind}: ${label}`),
  ).toEqual([
    'fault: crash at relay.OrderCancelled.after-commit',
    'relay: OrderCancelled relayed to Order',
    'record: OrderCancelled at Order/0@0',
    'fault: crash at relay.OrderCancelled.after-publish',
  ]);
});

test('what struck a request stands below it; how often the seam was reached is told from the second time on', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const about = { request: request.id, correlation: request.id };
  fault(world, 'order-service', 'order-service.POST /orders.before-handle', {
    ...about,
    do: 'delay',
    call: 2,
  });
  expect(treeOf(chainOf(world.model(), [request.id]))).toEqual([
    'http: POST /orders -> 200',
    '  fault: delay at order-service.POST /orders.before-handle, call 2',
  ]);
});

test('a line that is read again is no second firing', () => {
  const { world, request, message } = sent();
  const about = { message: message.id };
  for (const _ of ['first', 'again']) fault(world, 'relay', 'relay.order-db.after-commit', about);
  const model = world.model();
  expect(chainOf(model, [request.id]).filter(({ kind }) => kind === 'fault')).toHaveLength(1);
  expect(model.faults.get('a1')).toHaveLength(1);
});
