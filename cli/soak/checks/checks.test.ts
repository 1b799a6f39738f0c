import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Row } from '../../model/observation.ts';
import type { Evidence, Seen, Sent } from '../evidence.ts';
import type { SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';
import type { BrokerRecord } from '../../../services/tram/index.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import { loadSystem } from '../../systems/load.ts';
import type { BrokerReader } from '../broker.ts';
import { deliveryChecks } from './delivery.ts';
import { effectChecks } from './effects.ts';
import { clearChecks, secretsOfLoad } from './in-clear.ts';
import { leftChecks } from './left-over.ts';
import { rowChecks } from './rows.ts';
import { sagaChecks, sumChecks } from './state.ts';

const { system: store } = await loadSystem(bundledSystems().get('store') ?? '');

const created: Sent = { database: 'order-db', topic: 'Order', key: '17', type: 'OrderCreated' };
const at = (offset: bigint, partition = 0): Seen => ({
  topic: 'Order',
  key: '17',
  partition,
  offset,
  times: 1,
});

function evidence(over: Partial<Evidence> = {}): Evidence {
  return {
    sent: new Map([
      ['1', created],
      ['2', { ...created, type: 'OrderApproved' }],
    ]),
    records: new Map([
      ['1', at(0n)],
      ['2', at(1n)],
    ]),
    answers: new Map([['1', ['CustomerCreditReserved']]]),
    unreadable: [],
    ...over,
  };
}

const violated = (checks: readonly SoakCheck[]) =>
  checks.filter(({ verdict }) => verdict === 'fail').map(({ name, proof }) => `${name}: ${proof.join('; ')}`);

/** Answers each question by the table that it names. */
function tables(rows: Readonly<Record<string, readonly Row[]>>): Databases {
  return {
    rows: (_database, text) =>
      Promise.resolve(Object.entries(rows).find(([table]) => text.includes(table))?.[1] ?? []),
    close: () => Promise.resolve(),
  };
}

test('committed rows and records that are the same set, in order, pass', () => {
  expect(violated(deliveryChecks(evidence()))).toEqual([]);
});

test.each<[string, Partial<Evidence>, RegExp]>([
  ['a lost row', { records: new Map([['1', at(0n)]]) }, /^nothing lost: OrderApproved 2 is not on Order$/],
  ['a phantom', { sent: new Map([['1', created]]) }, /^nothing made up: 2 at Order\/0@1 is in no outbox$/],
  [
    'a record that is no message',
    { unreadable: ['Order/0@7'] },
    /^nothing made up: Order\/0@7 is no message$/,
  ],
  [
    'two of a key the wrong way round',
    {
      records: new Map([
        ['1', at(1n)],
        ['2', at(0n)],
      ]),
    },
    /^order per key: Order key 17: 1 at 0@1 comes after 2 at 0@0$/,
  ],
  [
    'a key in two partitions',
    {
      records: new Map([
        ['1', at(0n)],
        ['2', at(1n, 3)],
      ]),
    },
    /^order per key: .*2 at 3@1 comes after 1 at 0@0$/,
  ],
])('%s is found', (_, over, told) => {
  expect(violated(deliveryChecks(evidence(over)))).toEqual([expect.stringMatching(told)]);
});

test('each handler has noted its messages and answered them once', async () => {
  const noted = tables({ received_messages: [{ message_id: '1' }] });
  expect(violated(await effectChecks(system, evidence(), noted))).toEqual([]);
  expect(violated(await effectChecks(system, evidence(), tables({})))).toEqual([
    'everything handled: customer-service-orders has not handled OrderCreated 1',
  ]);
  const twice = new Map([['1', ['CustomerCreditReserved', 'CustomerCreditReserved']]]);
  expect(violated(await effectChecks(system, evidence({ answers: twice }), noted))).toEqual([
    'answered once: customer-service-orders answered OrderCreated 1 2 times: CustomerCreditReserved, CustomerCreditReserved',
  ]);
  expect(violated(await effectChecks(system, evidence({ answers: new Map() }), noted))).toEqual([
    expect.stringMatching(/answered OrderCreated 1 0 times/),
  ]);
});

test('between two outboxes there is no order', () => {
  const sent = new Map([
    ['1', created],
    ['2', { ...created, database: 'customer-db' }],
  ]);
  const records = new Map([
    ['1', at(1n)],
    ['2', at(0n)],
  ]);
  expect(violated(deliveryChecks(evidence({ sent, records })))).toEqual([]);
});

test('what belongs to no group is in no sum', async () => {
  const nobodys = tables({
    credit_reservations: [{ group: null, sum: '7' }],
    '"orders"': [],
    '"customers"': [],
  });
  expect(violated(await sumChecks(system, nobodys))).toEqual([]);
});

test.each([
  ['inventory', 'ClaimReservations', 'ReservationsClaimed'],
  ['CheckoutSaga-reply', 'PaymentDone', 'CommitReservations'],
  ['order', 'RejectOrder', 'OrderRejected'],
  ['CheckoutSaga-reply', 'OrderRejected', 'ReleaseReservations'],
])('a message of a saga on %s, %s, need not be answered, and never is twice', async (topic, type, answer) => {
  const sent = new Map([['9', { ...created, topic, type }]]);
  const noted = tables({ received_messages: [{ message_id: '9' }] });
  expect(violated(await effectChecks(store, evidence({ sent, answers: new Map() }), noted))).toEqual([]);
  const twice = new Map([['9', [answer, answer]]]);
  expect(violated(await effectChecks(store, evidence({ sent, answers: twice }), noted))).toEqual([
    expect.stringContaining(`answered ${type} 9 2 times`),
  ]);
});

const paidFor = (charged: string[]) => ({
  rows: (_database: string, text: string) =>
    Promise.resolve((text.includes('payments') ? charged : ['17', '18']).map((key) => ({ key }))),
  close: () => Promise.resolve(),
});

test('a row that lacks its counterpart', async () => {
  const sql = {
    ...store,
    databases: { ...store.databases, 'order-documents-db': { kind: 'postgres' as const } },
    invariants: Object.fromEntries(
      Object.entries(store.invariants).filter(([name]) => name === 'no-success-without-payment'),
    ),
  };
  expect(violated(await rowChecks(sql, {}, paidFor(['17', '18'])))).toEqual([]);
  expect(violated(await rowChecks(sql, {}, paidFor(['17'])))).toEqual([
    'no-success-without-payment: order-documents-db orders where status = SUCCESS has 18, payment-db payments where state = charged has not',
  ]);
});

test('a lock that nobody gave back', async () => {
  const locked = tables({
    to_regclass: [{ name: 'there' }],
    saga_lock_table: [{ target: 'c/1', saga_id: 's' }],
  });
  expect(violated(await leftChecks(system, locked))[0]).toContain('saga_lock_table: saga s, c/1');
});

test('a card in a record and in a log', async () => {
  const secrets = secretsOfLoad(store);
  secrets.note({ cardNumber: '4000 0000 0000 0002' });
  const broker = {
    readAll: (_topics: readonly string[], onRecord: (record: BrokerRecord) => void) => {
      onRecord({
        topic: 'payment',
        partition: 0,
        offset: '3',
        value: '{"n":"4000000000000002"}',
      } as BrokerRecord);
      return Promise.resolve();
    },
  } as unknown as BrokerReader;
  const { signal } = new AbortController();
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const logs = { payment: join(folder, 'payment.log'), ui: join(folder, 'never-written.log') };
  await writeFile(logs.payment, 'started\ncharging 4000 0000 0000 0002\n');
  const servers = { urls: {}, databases: tables({}), broker, logs, signal };
  expect(violated(await clearChecks({ ...store, databases: {} }, secrets.all(), servers))).toEqual([
    'nothing in clear: cardNumber of a request stands in payment/0@3; cardNumber of a request stands in the log of payment, line 2',
  ]);
});

test('a saga that is open, and one that was acknowledged and is gone', async () => {
  const rows = tables({ orders: [{ id: '17', state: 'PENDING' }] });
  expect(violated(await sagaChecks(system, { saga: 'create-order', keys: ['17', '18'] }, rows))).toEqual([
    'create-order: all terminal: orders 17 is PENDING',
    'create-order: what was acknowledged is there: orders 18 was acknowledged and is gone',
  ]);
});

const reserving = (reserved: string) =>
  tables({
    credit_reservations: [{ group: '1', sum: reserved }],
    '"orders"': [{ group: '1', sum: '30.00' }],
    '"customers"': [{ group: '1', sum: '50' }],
  });

test('sums that disagree', async () => {
  expect(violated(await sumChecks(system, reserving('30')))).toEqual([]);
  expect((await sumChecks(system, reserving('60'))).map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(
    ['credit-conserved fail', 'credit-within-limit fail'],
  );
});
