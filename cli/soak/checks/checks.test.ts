import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Row } from '../../model/observation.ts';
import type { Evidence, Seen, Sent } from '../evidence.ts';
import type { SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';
import { deliveryChecks } from './delivery.ts';
import { effectChecks } from './effects.ts';
import { sagaChecks, sumChecks } from './state.ts';

const created: Sent = { topic: 'Order', key: '17', type: 'OrderCreated' };
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
