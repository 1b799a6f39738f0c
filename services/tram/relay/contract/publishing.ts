import { describe, expect, test } from 'vitest';
import { insertRange, messageId } from '../testing/outbox.ts';
import { range, until } from '../testing/relay-under-test.ts';
import type { Subject } from './subject.ts';

/** What is on the topics is what committed, and in which order. */
export function publishing({ mode, relay }: Subject): void {
  describe('what commits is published', () => {
    test('rows from before the relay first, then those that come', async () => {
      await insertRange(relay().pool, 1, 3);
      await relay().startUp();
      await insertRange(relay().pool, 4);
      await relay().published([1, 2, 3, 4]);
    });

    test('in commit order: a low id that commits late comes late', async () => {
      await relay().startUp();
      const slow = await relay().openTransaction();
      await insertRange(slow, 1);
      await insertRange(relay().pool, 2);
      await relay().published([2]);
      await insertRange(relay().pool, 3);
      await relay().published([2, 3]);
      await slow.query('COMMIT');
      await relay().published([2, 3, 1]);
    });

    test('also from a transaction whose xid is lower than that of rows published before', async () => {
      await relay().pool.query('CREATE TABLE elsewhere (n int)');
      await relay().startUp();
      const early = await relay().openTransaction();
      await early.query('INSERT INTO elsewhere VALUES (1)');
      await insertRange(relay().pool, 1);
      await relay().published([1]);
      await insertRange(early, 2);
      await early.query('COMMIT');
      await relay().published([1, 2]);
    });

    test('and what is rolled back, in whole or to a savepoint, is not', async () => {
      await relay().startUp();
      const client = await relay().openTransaction();
      await insertRange(client, 1);
      await client.query('ROLLBACK');
      await client.query('BEGIN');
      await insertRange(client, 2);
      await client.query('SAVEPOINT before');
      await insertRange(client, 3);
      await client.query('ROLLBACK TO before');
      await client.query('SAVEPOINT kept');
      await insertRange(client, 4);
      await client.query('COMMIT');
      await relay().published([2, 4]);
    });

    test('not what was inserted as published, as Eventuate does it', async () => {
      await relay().startUp();
      await insertRange(relay().pool, 1);
      await relay().pool.query(
        `INSERT INTO message (id, destination, headers, payload, published) VALUES ('x', 'Order', '{}', '{}', 1)`,
      );
      await insertRange(relay().pool, 2);
      await relay().published([1, 2]);
    });

    test('in order also when one transaction has more rows than a queue or a page holds', async () => {
      await relay().startUp();
      await insertRange(relay().pool, 1, 10_000, 7);
      await insertRange(relay().pool, 10_001);
      await relay().published(range(1, 10_001));
    });

    test('with a line that names transaction and record', async () => {
      await relay().startUp();
      const { rows } = await relay().pool.query<{ xid: string }>(
        `WITH message AS (INSERT INTO message (id, destination, headers, payload)
           VALUES ($1, 'Order', '{"PARTITION_ID":"7","event-type":"OrderCreated","correlation-id":"c"}', '{}'))
         SELECT pg_current_xact_id()::text AS xid`,
        [messageId(1)],
      );
      await until(() => expect(relay().lines).toHaveLength(1));
      expect(relay().lines[0]).toEqual({
        event: 'published',
        ms: expect.any(Number) as number,
        at: expect.any(Number) as number,
        relay: 'relay',
        database: 'order-db',
        message: messageId(1),
        correlation: 'c',
        type: 'OrderCreated',
        topic: 'Order',
        key: '7',
        partition: 0,
        offset: '0',
        xid: Number(rows[0]?.xid),
        lsn: mode === 'polling' ? null : (expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/) as string),
      });
    });
  });

  test.each([
    ['payload', '{}', 'no JSON', 'payload is not JSON'],
    ['headers', '{"ID": ', '{}', 'headers is not JSON'],
    ['headers that are no object', '[]', '{}', 'headers is JSON, but no object'],
    ['headers with a number', '{"ID": 7}', '{}', 'header ID is no string'],
  ])(
    'a row with broken %s is set aside, visibly, and the others go on',
    async (_what, headers, payload, reason) => {
      await relay().startUp();
      await relay().pool.query(
        `INSERT INTO message (id, destination, headers, payload) VALUES ($1, 'Order', $2, $3)`,
        [messageId(1), headers, payload],
      );
      await insertRange(relay().pool, 2);
      await relay().published([2]);
      const { rows } = await relay().pool.query(
        'SELECT message_id, headers, payload, reason FROM tram_relay_rejected',
      );
      expect(rows).toEqual([
        { message_id: messageId(1), headers, payload, reason: expect.stringContaining(reason) as string },
      ]);
    },
  );
}
