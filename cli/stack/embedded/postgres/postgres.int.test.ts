import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../test/harness/postgres.ts';
import { withClient } from './databases.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

async function value(url: string, sql: string): Promise<unknown> {
  const { rows } = await withClient(url, (client) => client.query<Record<string, unknown>>(sql));
  return Object.values(rows[0] ?? {})[0];
}

test('speaks logical replication and listens on loopback only', async () => {
  const url = server.url('postgres');
  expect(await value(url, 'SHOW wal_level')).toBe('logical');
  expect(await value(url, 'SHOW max_replication_slots')).toBe('64');
  expect(await value(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  expect(await value(url, 'SHOW unix_socket_directories')).toBe('');
});

test('gives each caller a database of its own', async () => {
  const [left, right] = await Promise.all([server.createDatabase(), server.createDatabase('order-db')]);
  await withClient(left, (client) => client.query('CREATE TABLE only_left (id int)'));
  expect(await value(right, "SELECT to_regclass('only_left')")).toBeNull();
});

test('refuses whoever does not know the password', async () => {
  const stranger = new URL(server.url('postgres'));
  stranger.password = 'guess';
  const client = new pg.Client({ connectionString: stranger.href });
  await expect(client.connect()).rejects.toThrow(/password authentication failed/);
});

test('keeps what was committed through kill -9', async () => {
  const url = await server.createDatabase();
  await withClient(url, (client) => client.query('CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)'));
  const before = server.pid;
  await server.kill('SIGKILL');
  await server.restart();
  expect(server.pid).not.toBe(before);
  expect(await value(url, 'SELECT id FROM kept')).toBe(7);
});
