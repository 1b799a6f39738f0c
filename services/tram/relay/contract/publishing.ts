import { describe, expect, test } from 'vitest';
import { range, until } from '../testing/relay-under-test.ts';
import type { Subject } from './subject.ts';

/** What is on the topics is what committed, and in which order. */
export function publishing({ mode, relay }: Subject): void {
  describe('what commits is published', () => {
    test('rows from before the relay first, then those that come', async () => {
      await relay().outbox.insertRange(relay().pool, 1, 3);
      await relay().startUp();
      await relay().outbox.insertRange(relay().pool, 4);
      await relay().published([1, 2, 3, 4]);
    });

    test('in commit order: a low id that commits late comes late', async () => {
      await relay().startUp();
      const slow = await relay().openTransaction();
      await relay().outbox.insertRange(slow, 1);
      await relay().outbox.insertRange(relay().pool, 2);
      await relay().published([2]);
      await relay().outbox.insertRange(relay().pool, 3);
      await relay().published([2, 3]);
      await slow.query('COMMIT');
      await relay().published([2, 3, 1]);
    });

    test('also from a transaction whose xid is lower than that of rows published before', async () => {
      await relay().pool.query('CREATE TABLE elsewhere (n int)');
      await relay().startUp();
      const early = await relay().openTransaction();
      await early.query('INSERT INTO elsewhere VALUES (1)');
      await relay().outbox.insertRange(relay().pool, 1);
      await relay().published([1]);
      await relay().outbox.insertRange(early, 2);
      await early.query('COMMIT');
      await relay().published([1, 2]);
    });

    test('and what is rolled back, in whole or to a savepoint, is not', async () => {
      await relay().startUp();
      const client = await relay().openTransaction();
      await relay().outbox.insertRange(client, 1);
      await client.query('ROLLBACK');
      await client.query('BEGIN');
      await relay().outbox.insertRange(client, 2);
      await client.query('SAVEPOINT before');
      await relay().outbox.insertRange(client, 3);
      await client.query('ROLLBACK TO before');
      await client.query('SAVEPOINT kept');
      await relay().outbox.insertRange(client, 4);
      await client.query('COMMIT');
      await relay().published([2, 4]);
    });

    test('in order also when one transaction has more rows than a queue or a page holds', async () => {
      await relay().startUp();
      await relay().outbox.insertRange(relay().pool, 1, 10_000, 7);
      await relay().outbox.insertRange(relay().pool, 10_001);
      await relay().published(range(1, 10_001));
    });

    test('with a line that names transaction and record', async () => {
      await relay().startUp();
      const xid = await relay().outbox.insertTold(relay().pool);
      await until(() => expect(relay().lines).toHaveLength(1));
      expect(relay().lines[0]).toEqual({
        event: 'published',
        ms: expect.any(Number) as number,
        at: expect.any(Number) as number,
        relay: 'relay',
        database: 'order-db',
        message: relay().outbox.messageId(1),
        correlation: 'c',
        type: 'OrderCreated',
        topic: relay().outbox.topic,
        key: '7',
        partition: 0,
        offset: '0',
        xid,
        lsn: mode === 'polling' ? null : (expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/) as string),
      });
    });
  });
}
