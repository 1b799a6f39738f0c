import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { insertRange, messageId } from '../testing/outbox.ts';
import { RelayUnderTest, until } from '../testing/relay-under-test.ts';

/** A database whose owner may log in, and nothing else. */
async function plainDatabase(postgres: TestPostgres): Promise<{ admin: string; plain: string }> {
  const admin = await postgres.createDatabase('relay');
  const plain = new URL(admin);
  plain.username = 'plain';
  plain.password = 'plain';
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`CREATE ROLE plain LOGIN PASSWORD 'plain'`);
  await client.query(`ALTER DATABASE ${plain.pathname.slice(1)} OWNER TO plain`);
  await client.end();
  return { admin, plain: plain.href };
}

test('polling needs neither wal_level=logical nor the right to replicate', async () => {
  const postgres = await startPostgres({ wal_level: 'replica' });
  const { plain } = await plainDatabase(postgres);
  const relay = await RelayUnderTest.prepare(plain, 'polling');
  try {
    const { rows } = await relay.pool.query(
      "SELECT current_setting('wal_level') AS level, rolreplication OR rolsuper AS may FROM pg_roles WHERE rolname = current_user",
    );
    expect(rows).toEqual([{ level: 'replica', may: false }]);
    await relay.startUp();
    await insertRange(relay.pool, 1, 300);
    await relay.published(Array.from({ length: 300 }, (_, index) => index + 1));
  } finally {
    await relay.stop();
    await postgres.stop();
  }
});

test('where it may not drop the slot of a relay that streamed, it says so and goes on', async () => {
  const postgres = await startPostgres();
  const { admin, plain } = await plainDatabase(postgres);
  const relay = await RelayUnderTest.prepare(plain, 'polling');
  try {
    // Its tables are to belong to the role that polls.
    await (await relay.startUp()).stop();
    const streaming = await relay.startUp({ mode: 'wal', url: admin });
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    await streaming.stop();
    await relay.startUp();
    await insertRange(relay.pool, 2);
    await until(() => expect([...new Set(relay.broker.ids)]).toEqual([1, 2].map(messageId)));
    expect(relay.warnings).toContainEqual(expect.stringContaining('holds back the WAL'));
  } finally {
    await relay.stop();
    await postgres.stop();
  }
});
