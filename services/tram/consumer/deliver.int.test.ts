import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import { publishEvents } from '../events/publish.ts';
import { sqlInbox } from '../inbox/sql-inbox.ts';
import { runCausedBy } from '../message/cause.ts';
import { UnprocessableMessageError } from '../message/errors.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { invoiceService, invoicing, orderEvents } from './invoice-service-fixture.ts';

let pool: pg.Pool;
let service: Awaited<ReturnType<typeof invoiceService>>;

databaseEach(async (opened) => {
  pool = opened;
  service = await invoiceService(pool);
});

describe('a message', () => {
  it('is handled in one transaction with its note and what it causes', async () => {
    const order = await runCausedBy({ correlationId: 'root', causationId: 'request' }, () =>
      service.orderCreated('1', 10),
    );
    await service.delivering(invoicing())(order);
    const messageId = service.lines[0]?.message;
    expect(await service.invoices()).toEqual([{ order_id: '1', total: 10 }]);
    expect(await service.received()).toEqual([{ consumer_id: 'invoicing', message_id: messageId }]);
    expect(
      await service.rows(`SELECT headers::json ->> 'causation-id' AS causation, headers::json ->> 'correlation-id' AS correlation
                       FROM message WHERE destination = 'Invoice'`),
    ).toEqual([{ causation: messageId, correlation: 'root' }]);
    expect(service.lines).toEqual([
      {
        event: 'handled',
        at: expect.any(Number),
        service: 'invoice-service',
        consumer: 'invoicing',
        topic: 'Order',
        partition: 0,
        offset: order.offset,
        key: '1',
        message: messageId,
        type: 'OrderCreated',
        correlation: 'root',
        ms: expect.any(Number),
      },
    ]);
  });

  it('has no effect when it comes again', async () => {
    const order = await service.orderCreated('1', 10);
    const deliver = service.delivering(invoicing());
    await deliver(order);
    await deliver({ ...order, offset: '999' });
    expect(await service.invoices()).toHaveLength(1);
    expect(service.told()).toEqual(['handled', 'duplicate']);
  });

  it('has one effect when two processes get it at once', async () => {
    const order = await service.orderCreated('1', 10);
    await Promise.all(Array.from({ length: 5 }, () => service.delivering(invoicing())(order)));
    expect(await service.invoices()).toHaveLength(1);
    expect(service.told().sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'handled']);
  });

  it('that nobody handles is skipped without a note', async () => {
    const [shipped] = await inTransaction(pool, (tx) =>
      publishEvents(tx, orderEvents, '1', [{ type: 'OrderShipped', payload: {} }]),
    );
    await service.delivering(invoicing())(service.recordOf(shipped!));
    expect(service.told()).toEqual(['skipped']);
    expect(await service.received()).toEqual([]);
  });
});

describe('a handler that fails', () => {
  it('is tried again, each try undone, until it works', async () => {
    let failures = 2;
    const handlers = invoicing(async () => {
      if (failures > 0) throw new Error(`${failures--} to go`);
    });
    await service.delivering(handlers)(await service.orderCreated('1', 10));
    expect(service.told()).toEqual(['retry 1', 'retry 2', 'handled']);
    expect(service.lines.map(({ error }) => error)).toEqual(['2 to go', '1 to go', undefined]);
    expect(await service.invoices()).toHaveLength(1);
  });

  it('has its message parked, with the later ones of its key behind it, while other keys go on', async () => {
    const poison = invoicing(async (total) => {
      if (total === 13) throw new Error('unlucky');
    });
    const earlier = await service.orderCreated('1', 1);
    const bad = await service.orderCreated('1', 13);
    const later = await service.orderCreated('1', 20);
    const other = await service.orderCreated('2', 30);
    for (const each of [earlier, bad, later, other]) await service.delivering(poison)(each);
    expect(service.told()).toEqual(['handled', 'retry 1', 'retry 2', 'parked 3', 'parked 1', 'handled']);
    expect(await service.invoices()).toEqual([
      { order_id: '1', total: 1 },
      { order_id: '2', total: 30 },
    ]);
    expect(await service.parked()).toMatchObject([
      { record_offset: bad.offset, reason: 'failed', error: 'unlucky', attempts: 3 },
      { record_offset: later.offset, reason: 'behind', error: 'Behind a parked record of key 1' },
    ]);
    // All of them once more, as after a crash before the offsets were told.
    service.lines.length = 0;
    for (const each of [earlier, bad, later, other]) await service.delivering(poison)(each);
    expect(service.told()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    expect(await service.parked()).toHaveLength(2);
  });

  it('has nothing parked when the member that took over its partition has handled the message', async () => {
    const order = await service.orderCreated('1', 10);
    await service.delivering(invoicing())(order);
    const messageId = service.lines[0]?.message ?? null;
    const given = { consumer: 'invoicing', record: order, messageId, error: 'too slow', attempts: 5 };
    const zombie = sqlInbox(pool);
    expect(await zombie.park({ ...given, reason: 'failed' })).toBe(false);
    expect(await service.parked()).toEqual([]);
    // Nor does it block the key for those that come.
    await service.delivering(invoicing())(await service.orderCreated('1', 20));
    expect(service.told()).toEqual(['handled', 'handled']);
  });

  it('no longer blocks its key once nothing of it is parked', async () => {
    const deliver = service.delivering(invoicing());
    await deliver(service.record('garbage', '1'));
    await deliver(await service.orderCreated('1', 10));
    await pool.query('DELETE FROM parked_messages');
    await deliver(await service.orderCreated('1', 20));
    expect(service.told()).toEqual(['parked 1', 'parked 1', 'handled']);
  });

  it('is tried again at once when two transactions met', async () => {
    let conflicts = 3;
    const handlers = invoicing(async () => {
      if (conflicts-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    });
    await service.delivering(handlers)(await service.orderCreated('1', 10));
    expect(service.told()).toEqual(['handled']);
  });
});

describe('poison', () => {
  it.each([
    ['not JSON', 'garbage', 'The value is not JSON'],
    ['with bytes that no column holds', 'a\0b', 'The value is not JSON'],
    ['without headers', '{"payload":"{}","headers":{}}', 'Header ID is missing'],
    ['a tombstone', null, 'The record has no value'],
  ])('%s is parked at once', async (_case, value, reason) => {
    await service.delivering(invoicing())(service.record(value, 'k\0'));
    expect(service.told()).toEqual(['parked 1']);
    expect(service.lines[0]).toMatchObject({ message: null, type: null, correlation: null });
    expect(await service.parked()).toMatchObject([
      { reason: 'unprocessable', error: expect.stringContaining(reason) },
    ]);
  });

  it('whose payload does not fit is parked at once', async () => {
    const order = await service.orderCreated('1', 10);
    const value = order.value?.replace(String.raw`\"total\":10`, String.raw`\"total\":\"ten\"`) ?? null;
    await service.delivering(invoicing())({ ...order, value });
    expect(service.told()).toEqual(['parked 1']);
    expect(service.lines[0]).toMatchObject({ type: 'OrderCreated', error: expect.stringContaining('total') });
    expect(await service.parked()).toMatchObject([
      { reason: 'unprocessable', message_id: service.lines[0]?.message },
    ]);
    expect(await service.received()).toEqual([]);
  });
});

describe('with a broker that keeps dead letters', () => {
  const deadLetters = { attempts: 5 };

  it('gives back at once what cannot be read, and parks nothing itself', async () => {
    const deliver = service.delivering(invoicing(), { deadLetters });
    await expect(deliver(service.record('no JSON'))).rejects.toThrow(UnprocessableMessageError);
    expect(service.told()).toEqual(['parked 1']);
    expect(await service.parked()).toEqual([]);
  });

  it('gives back what failed at the last try', async () => {
    const failing = invoicing(() => Promise.reject(new Error('no invoices today')));
    const deliver = service.delivering(failing, { deadLetters });
    await expect(deliver(await service.orderCreated('1', 10))).rejects.toThrow('no invoices today');
    expect(service.told()).toEqual(['retry 1', 'retry 2', 'parked 3']);
    expect(await service.parked()).toEqual([]);
  });
});
