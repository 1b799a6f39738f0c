import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { connectForReplication, createSlot, type ReplicationConnection } from './connection.ts';
import { formatLsn, type Lsn } from './lsn.ts';
import { readSlot } from './slot.ts';
import { type ReplicationStream, type StreamMessage, streamSlot } from './stream.ts';
import { testPool } from '../../../../cli/test/harness/test-pool.ts';

let postgres: TestPostgres;
let pool: pg.Pool;
let url: string;
let connections: ReplicationConnection[];
let streams: ReplicationStream[];
const slot = 'stream_test';

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  url = await postgres.createDatabase('stream');
  pool = testPool({ connectionString: url });
  connections = [];
  streams = [];
  await pool.query('CREATE TABLE item (id int PRIMARY KEY, body text)');
  await pool.query('CREATE PUBLICATION items FOR TABLE item');
  await createSlot(await connect(), { name: slot, temporary: false });
});

afterEach(async () => {
  await Promise.all(streams.map((stream) => stream.stop()));
  await Promise.all(connections.map((connection) => connection.close()));
  await inactive();
  await pool.query('SELECT pg_drop_replication_slot($1)', [slot]);
  await pool.end();
});

async function connect(): Promise<ReplicationConnection> {
  const connection = await connectForReplication(url, 'test');
  connections.push(connection);
  return connection;
}

async function stream() {
  const messages: StreamMessage[] = [];
  const connection = await connect();
  const opened = streamSlot(connection, {
    slot,
    publications: ['items'],
    onMessage: (m) => messages.push(m),
  });
  await opened.started;
  streams.push(opened);
  return {
    stream: opened,
    messages,
    ids: () => messages.flatMap((message) => (message.kind === 'insert' ? [Number(message.row['id'])] : [])),
    commitEnds: () => messages.flatMap((message) => (message.kind === 'commit' ? [message.endLsn] : [])),
  };
}

const until = (assertion: () => void | Promise<void>) =>
  vi.waitFor(assertion, { timeout: 10_000, interval: 5 });
const inactive = () => until(async () => expect((await slotState()).active).toBe(false));

async function slotState() {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ at: string }>(
      'SELECT confirmed_flush_lsn::text AS at FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
    return { active: (await readSlot(client, slot))?.active, confirmed: rows[0]?.at };
  } finally {
    client.release();
  }
}

/** Two transactions whose rows are interleaved in the WAL and whose commits follow each other directly. */
async function commitInterleaved(first: number, second: number): Promise<void> {
  const [a, b] = [await pool.connect(), await pool.connect()];
  await a.query('BEGIN');
  await b.query('BEGIN');
  await a.query('INSERT INTO item VALUES ($1)', [first]);
  await b.query('INSERT INTO item VALUES ($1)', [second]);
  await Promise.all([a.query('COMMIT'), b.query('COMMIT')]);
  a.release();
  b.release();
}

describe('what is acknowledged', () => {
  test('is the exact end of a commit: of two interleaved ones the second is sent again, the first is not', async () => {
    for (let round = 0; round < 10; round += 1) {
      const before = await stream();
      const [one, two] = [round * 2 + 1, round * 2 + 2];
      await commitInterleaved(one, two);
      await until(() => expect(before.commitEnds()).toHaveLength(2));
      const [firstSent, secondSent] = before.ids();
      const [firstEnd, secondEnd] = before.commitEnds() as [Lsn, Lsn];
      before.stream.acknowledge(firstEnd);
      await before.stream.stop();
      await inactive();
      expect((await slotState()).confirmed).toBe(formatLsn(firstEnd));

      const after = await stream();
      await until(() => expect(after.ids()).toEqual([secondSent]));
      expect(firstSent).not.toBe(secondSent);
      after.stream.acknowledge(secondEnd);
      await after.stream.stop();
      await inactive();
    }
  });

  test('nothing, if nobody says so: all rows are sent again, those of a transaction together', async () => {
    const before = await stream();
    await pool.query('INSERT INTO item SELECT generate_series(1, 3)');
    await until(() => expect(before.ids()).toEqual([1, 2, 3]));
    before.stream.ping();
    await until(() => expect(before.messages.at(-1)?.kind).toBe('keepalive'));
    await before.stream.stop();
    const after = await stream();
    await until(() => expect(after.ids()).toEqual([1, 2, 3]));
  });

  test('is told while the consumer reads nothing, for longer than the server waits', async () => {
    await pool.query("ALTER SYSTEM SET wal_sender_timeout = '1500ms'");
    await pool.query('SELECT pg_reload_conf()');
    try {
      const slow = await stream();
      slow.stream.pause();
      await pool.query("INSERT INTO item SELECT n, repeat('x', 1000) FROM generate_series(1, 10000) AS n");
      const { rows } = await pool.query<{ now: string }>('SELECT now()::text AS now');
      await until(async () => {
        const { rowCount } = await pool.query(
          "SELECT FROM pg_stat_replication WHERE reply_time > $1::timestamptz + interval '3 seconds'",
          [rows[0]?.now],
        );
        expect(rowCount).toBe(1);
      });
      slow.stream.resume();
      await until(() => expect(slow.ids()).toHaveLength(10_000));
    } finally {
      await pool.query('ALTER SYSTEM RESET wal_sender_timeout');
      await pool.query('SELECT pg_reload_conf()');
    }
  });
});

describe('it ends with a reason', () => {
  test('a slot in use, a slot that is not there', async () => {
    await stream();
    const second = streamSlot(await connect(), { slot, publications: ['items'], onMessage: () => undefined });
    await expect(second.started).rejects.toMatchObject({ code: '55006' });
    const absent = streamSlot(await connect(), {
      slot: 'absent',
      publications: ['items'],
      onMessage: () => undefined,
    });
    await expect(absent.started).rejects.toMatchObject({ code: '42704' });
  });

  test('an error of the consumer, and nothing more is handed to it', async () => {
    let calls = 0;
    const opened = streamSlot(await connect(), {
      slot,
      publications: ['items'],
      onMessage(message) {
        if (message.kind !== 'insert') return;
        calls += 1;
        throw new Error('no more');
      },
    });
    await opened.started;
    await pool.query('INSERT INTO item SELECT generate_series(1, 100)');
    expect((await opened.ended)?.message).toBe('no more');
    expect(calls).toBe(1);
  });

  test('a server that was stopped; none after our own stop', async () => {
    const lost = await stream();
    await pool.query(
      'SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
    expect(await lost.stream.ended).toBeInstanceOf(Error);
    await inactive();
    const stopped = await stream();
    await stopped.stream.stop();
    expect(await stopped.stream.ended).toBeUndefined();
  });
});

test('every kind of change arrives as it was: unchanged out-of-line values absent, old keys, truncation', async () => {
  const { messages } = await stream();
  const body = Array.from({ length: 20_000 }, (_, index) => index.toString(36)).join('-');
  await pool.query('INSERT INTO item VALUES (1, $1)', [body]);
  await pool.query('UPDATE item SET id = 2');
  await pool.query('DELETE FROM item');
  await pool.query('TRUNCATE item');
  await until(() => expect(messages.filter(({ kind }) => kind === 'commit')).toHaveLength(4));
  const changes = messages.filter(({ kind }) => ['insert', 'update', 'delete', 'truncate'].includes(kind));
  expect(changes).toMatchObject([
    { kind: 'insert', row: { id: '1', body } },
    { kind: 'update', old: { kind: 'key', row: { id: '1' } }, row: { id: '2' } },
    { kind: 'delete', old: { kind: 'key', row: { id: '2' } } },
    { kind: 'truncate', relations: [{ schema: 'public', table: 'item' }] },
  ]);
  expect(changes[1]).not.toHaveProperty('row.body');
});
