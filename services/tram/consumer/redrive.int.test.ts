import type pg from 'pg';
import { expect, it } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import type { BrokerRecord } from '../broker/broker.ts';
import { UnprocessableMessageError } from '../message/errors.ts';
import { invoiceService, invoicing } from './invoice-service-fixture.ts';

let pool: pg.Pool;
let service: Awaited<ReturnType<typeof invoiceService>>;

const key = { topic: 'Order', key: '1' };

databaseEach(async (opened) => {
  pool = opened;
  service = await invoiceService(pool);
});

/** Order 1 has three events; the first cannot be handled, the others are parked behind it. */
async function parkThree() {
  const failing = service.delivering(
    invoicing(() => Promise.reject(new UnprocessableMessageError('out of paper'))),
  );
  for (const total of [10, 20, 30]) await failing(await service.orderCreated('1', total));
  expect((await service.parked()).map(({ reason }) => reason)).toEqual(['unprocessable', 'behind', 'behind']);
}

const totals = async () =>
  (await service.rows('SELECT total::int FROM invoices ORDER BY ctid')).map(({ total }) => total);

it('handles the parked records of a key in order, once, as if they had just come', async () => {
  await parkThree();
  const redrive = service.redriving(invoicing());
  expect(await redrive(key)).toEqual({ redriven: 3 });
  expect(await totals()).toEqual([10, 20, 30]);
  expect(await service.parked()).toEqual([]);
  expect(await service.received()).toHaveLength(3);
  expect(service.told().slice(-3)).toEqual(['handled', 'handled', 'handled']);
  expect(await redrive(key)).toEqual({ redriven: 0 });
  await service.delivering(invoicing())(await service.orderCreated('1', 40));
  expect(await totals()).toEqual([10, 20, 30, 40]);
});

it('hands out a parked record with its headers', async () => {
  const headers = { id: '"4f1c"', note: 'NUL \0 and ünïcode' };
  const record = { ...service.record('no message', '1'), headers };
  await service.delivering(invoicing())(record);
  const seen: unknown[] = [];
  const readMessage = (each: BrokerRecord) => {
    seen.push(each.headers);
    throw new UnprocessableMessageError('still none');
  };
  expect(await service.redriving(invoicing(), readMessage)(key)).toMatchObject({ redriven: 0 });
  expect(seen).toEqual([headers]);
});

it('stops at one that fails again, and says why', async () => {
  await parkThree();
  const redrive = service.redriving(
    invoicing((total) => (total === 20 ? Promise.reject(new Error('still no paper')) : Promise.resolve())),
  );
  expect(await redrive(key)).toMatchObject({
    redriven: 1,
    failed: { offset: '2', messageId: expect.any(String), error: 'still no paper' },
  });
  expect(await totals()).toEqual([10]);
  expect(await service.parked()).toHaveLength(2);
});

it('leaves other keys alone, and has no effect twice', async () => {
  await parkThree();
  const [first] = await service.rows('SELECT message_id FROM parked_messages ORDER BY sequence LIMIT 1');
  await pool.query("INSERT INTO received_messages (consumer_id, message_id) VALUES ('invoicing', $1)", [
    first?.['message_id'],
  ]);
  expect(await service.redriving(invoicing())({ topic: 'Order', key: '2' })).toEqual({ redriven: 0 });
  expect(await service.redriving(invoicing())(key)).toEqual({ redriven: 3 });
  expect(await totals()).toEqual([20, 30]);
});

it('keeps the order of new ones that come while it is at work, whoever redrives', async () => {
  await parkThree();
  const slow = invoicing(() => new Promise((resolve) => void setImmediate(resolve)));
  const deliver = service.delivering(slow);
  const arriving = async () => {
    for (const total of [40, 50, 60, 70]) await deliver(await service.orderCreated('1', total));
  };
  const redrives = Promise.all([service.redriving(slow)(key), service.redriving(slow)(key), arriving()]);
  const [one, other] = await redrives;
  expect(one.failed ?? other.failed).toBeUndefined();
  // One that parked behind the last just before it went is still there, and free to be taken.
  await service.redriving(slow)(key);
  expect(await totals()).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(await service.parked()).toEqual([]);
});
