import { LosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { insert } from '../../model/testing/rows.ts';
import { Shop } from '../../model/testing/shop.ts';
import { system } from '../../scenario/testing/story.ts';
import { InvalidFileError } from '../../systems/invalid-file.ts';
import type { RunLine } from '../format.ts';
import { jsonLine } from '../json-line.ts';
import { retell } from '../retell.ts';
import { recordingOf } from '../testing/recording-of.ts';
import { playRun } from '../testing/recorded-runs.ts';
import { markerWith } from './marker.ts';
import { redactor } from './redact.ts';
import { redactProblems } from '../../systems/redact-problems.ts';

const key = Buffer.from('a key of the test');
const redacted = (rules: readonly string[], line: RunLine) => redactor(rules, key)!(line);
const markerOf = markerWith(key);

function request(requestBody: unknown): RunLine {
  const fact = {
    kind: 'request',
    id: '1',
    correlation: '1',
    service: 's',
    method: 'POST',
    path: '/',
    ms: 1,
  } as const;
  return { o: { ...fact, status: 200, seq: 1, seenMs: 1, requestBody } };
}

test('a field is redacted by its name, wherever it is, with all that is in it', () => {
  const body = {
    name: 'Jane',
    to: [{ name: 'Joe', at: 1 }],
    card: { number: 4711n, valid: true, note: null },
  };
  expect(redacted(['name', 'card'], request(body))).toEqual(
    request({
      name: markerOf('Jane'),
      to: [{ name: markerOf('Joe'), at: 1 }],
      card: { number: markerOf(4711), valid: markerOf(true), note: null },
    }),
  );
});

test('a dotted path is about the fields whose path ends so; a star is any one name', () => {
  const body = {
    name: 'a',
    customer: { name: 'b' },
    orders: { 17: { total: 5 }, 18: { total: 6, name: 'c' } },
  };
  expect(redacted(['customer.name', 'orders.*.total'], request(body))).toEqual(
    request({
      name: 'a',
      customer: { name: markerOf('b') },
      orders: { 17: { total: markerOf(5) }, 18: { total: markerOf(6), name: 'c' } },
    }),
  );
});

test('JSON within texts is looked into: the payload of an outbox row, and the one within a record', () => {
  const payload = '{"name":"Jane", "id":9223372036854775807}';
  const safe = jsonLine({ name: markerOf('Jane'), id: 9223372036854775807n });
  const row = { id: 'm1', payload, other: null };
  const commit = { kind: 'transaction', database: 'd', xid: 1, lsn: '0/1', seq: 1, seenMs: 1 } as const;
  const change = { op: 'insert', table: 'message', key: { id: 'm1' } } as const;
  expect(redacted(['name'], { o: { ...commit, changes: [{ ...change, row }] } })).toEqual({
    o: { ...commit, changes: [{ ...change, row: { ...row, payload: safe } }] },
  });
  expect(redacted(['name'], { o: { ...commit, changes: [{ ...change, row: null, before: row }] } })).toEqual({
    o: { ...commit, changes: [{ ...change, row: null, before: { ...row, payload: safe } }] },
  });
  const record = {
    kind: 'record',
    topic: 't',
    partition: 0,
    offset: '0',
    key: 'k',
    seq: 2,
    seenMs: 1,
  } as const;
  expect(redacted(['name'], { o: { ...record, value: jsonLine({ payload, headers: {} }) } })).toEqual({
    o: { ...record, value: jsonLine({ payload: safe, headers: {} }) },
  });
  const untouched = { o: { ...record, value: '{ "a" : 1.0 }' } };
  expect(redacted(['name'], untouched)).toEqual(untouched);
});

test('equal values have equal markers, numbers as numbers; another run has others', () => {
  expect([40n, '40.00', new LosslessNumber('40.0')].map(markerOf)).toEqual([40, 40, 40].map(markerOf));
  expect(markerOf('Jane')).toMatch(/^redacted:[0-9a-f]{12}$/);
  expect(markerOf('Jane')).not.toBe(markerOf('jane'));
  expect(markerWith(Buffer.from('another'))('Jane')).not.toBe(markerOf('Jane'));
});

test('what was redacted is hidden in the free texts of reports too', () => {
  const redact = redactor(['customers.name', 'amount'], key)!;
  redact(request({ customers: { name: 'Jane Doe' }, amount: 15 }));
  const expectation = {
    name: 'view customers/1 name Jane Doe',
    verdict: 'fail' as const,
    ms: 15,
    error: '$.amount: expected 15, got 150 for Jane Doe and Tom',
    lastSeen: { status: 200, body: { name: 'Tom' } },
  };
  expect(redact({ event: { type: 'expectation-finished', scenario: 's', expectation } })).toMatchObject({
    event: {
      expectation: {
        name: `view customers/1 name ${markerOf('Jane Doe')}`,
        ms: 15,
        error: `$.amount: expected ${markerOf(15)}, got 150 for ${markerOf('Jane Doe')} and ${markerOf('Tom')}`,
        lastSeen: { status: 200, body: { name: markerOf('Tom') } },
      },
    },
  });
});

test('a proof that names a field tells nothing of it, however long its value is', async () => {
  const { reports } = await playRun();
  const note = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIi'.repeat(10)}\n second line of it`;
  const row = { id: '7', state: 'shipped', note };
  const rule = {
    each: 'touched("orders-db", "orders")',
    expression: 'self.note == null',
    messageExpression: '"why: " + self.note',
  };
  const shop = new Shop(rule).commit('orders-db', [insert('orders', row)]);
  const redact = redactor(['note'], key)!;
  for (const { observation } of shop.world.told) redact({ o: observation });
  const report = { ...reports[0]!, invariants: [shop.result()] };
  const chainSource = { seq: 1, nowMs: 1, correlations: [] };
  const told = redact({ event: { type: 'scenario-finished', report, chainSource } });
  const marker = markerOf(note);
  expect(told).toMatchObject({
    event: { report: { invariants: [{ proof: [`orders-db orders 7 (note: ${marker}): why: ${marker}`] }] } },
  });
});

test('a recorded run holds nothing of what is redacted; its chains are the same', async () => {
  const { heard, reports } = await playRun();
  const rules = ['name', 'credit_limit', 'creditLimit'];
  const recording = await recordingOf(heard, { redacted: rules }, redactor(rules, key));
  expect(jsonLine(recording.entries)).not.toContain('Jane');
  expect(jsonLine(recording.entries)).not.toMatch(/"credit_?limit":\D*50\b/i);
  const [told] = retell(recording).scenarios;
  expect(told!.chain).toEqual(reports[0]!.chain);
});

test.each([
  ['id', 'message.id', 'a column of the outbox'],
  ['orders.state', 'orders.state', 'the key or state of a saga'],
  ['headers', 'message.headers.ID', 'a header of messages'],
  ['customerId', 'message.payload.orderDetails.customerId', 'the id of a document'],
  ['payload', 'message.payload.orderDetails.customerId', 'the id of a document'],
  ['guards', 'customers.guards', 'the guard of a view'],
  ['*', 'message.id', 'a column of the outbox'],
])('a rule %s is refused: nothing could be joined without %s', (rule, taken, why) => {
  const [problem] = redactProblems({ ...system, redact: ['name', rule] });
  expect(problem?.path).toEqual(['redact', 1]);
  expect(problem?.message).toBe(
    `redact[1]: "${rule}" would take away ${taken}, which is needed as ${why}; name a field that nothing is joined by`,
  );
});

test('in a system file the refusal names the line', async () => {
  const { readFileSync } = await import('node:fs');
  const { bundledSystems } = await import('../../systems/bundled.ts');
  const { parseSystem } = await import('../../systems/load.ts');
  const text = readFileSync(bundledSystems().get('customers-and-orders')!, 'utf8');
  expect(parseSystem('system.yaml', `${text}\nredact: [name, creditLimit.amount]\n`).redact).toEqual([
    'name',
    'creditLimit.amount',
  ]);
  expect(() => parseSystem('system.yaml', `${text}\nredact: [name, orders.id]\n`)).toThrow(InvalidFileError);
  expect(() => parseSystem('system.yaml', `${text}\nredact: [name, orders.id]\n`)).toThrow(
    /^system\.yaml:\d+:16: redact\[1\]: "orders\.id" would take away orders\.id, /,
  );
});
