import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../scenario/report.ts';
import { withClient } from '../../stack/embedded/postgres/databases.ts';
import type { LabStatus } from '../../stack/status.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

/** Somebody else's system, which runs whole: here it is another lab's. */
let home: CliHome;
let running: LabStatus;
beforeAll(async () => {
  home = await cliHome();
  const { code, stdout, stderr } = await home.cli('up', '--detach', '--json', '--lab', 'theirs');
  expect(code, stderr).toBe(0);
  running = JSON.parse(stdout) as LabStatus;
  await onEach(async (database) => {
    await sql(
      database,
      `DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'pw'; EXCEPTION WHEN duplicate_object THEN END $$`,
    );
    await sql(database, 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
  });
  await writeFile(join(home.folder, 'saga-lab.config.yaml'), config());
});
afterAll(async () => {
  await home.cli('down', '--purge', '--lab', 'theirs');
  await home.remove();
});

function config(): string {
  const databases = running.databases.map((each) =>
    each.kind === 'postgres'
      ? `  ${each.name}:\n    url: ${each.url}\n    probe: ${each.url.replace(/\/\/[^@]*@/, '//reader:pw@')}\n`
      : `  ${each.name}:\n    url: ${each.url}\n`,
  );
  const services = running.services.map(({ name, url }) => `  ${name}: { url: ${url} }\n`);
  return `stack: external\nbroker: ${running.brokers[0]?.url}\ndatabases:\n${databases.join('')}services:\n${services.join('')}`;
}

const sqlDatabases = () => running.databases.filter(({ kind }) => kind === 'postgres');

async function onEach<T>(work: (url: string) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const { url } of sqlDatabases()) results.push(await work(url));
  return results;
}

function sql(url: string, text: string): Promise<readonly unknown[]> {
  return withClient(url, async (client) => (await client.query<Record<string, unknown>>(text)).rows);
}

/** All that watching could leave behind. */
async function traces(): Promise<unknown> {
  const admin = new Kafka({ brokers: [running.brokers[0]?.url ?? ''], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const { groups } = await admin.listGroups();
    return {
      databases: await onEach((url) =>
        sql(
          url,
          `SELECT (SELECT array_agg(slot_name::text ORDER BY slot_name) FROM pg_replication_slots) AS slots,
            (SELECT array_agg(pubname::text ORDER BY pubname) FROM pg_publication) AS publications,
            (SELECT array_agg(relname::text ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS relations,
            (SELECT array_agg(datname::text ORDER BY datname) FROM pg_database) AS databases`,
        ),
      ),
      groups: groups.map(({ groupId }) => groupId).sort(),
      topics: (await admin.listTopics()).sort(),
    };
  } finally {
    await admin.disconnect();
  }
}

function stopping(process: string): string {
  return `{ name: stops, system: customers-and-orders, about: It stops, steps: [{ stop: ${process} }] }`;
}

function judged({ scenarios }: RunReport, verdict: string): readonly string[] {
  const [scenario] = scenarios;
  const { steps = [], expectations = [], invariants = [] } = scenario ?? {};
  return [...steps, ...expectations, ...invariants]
    .filter((each) => each.verdict === verdict)
    .map(({ name }) => name);
}

describe('a system that runs already', () => {
  test('is watched by a role that only reads: what polling cannot know is inconclusive, nothing fails, nothing is left', async () => {
    const before = await traces();
    const { code, report } = await home.run('approve');
    expect(judged(report, 'fail')).toEqual([]);
    expect({ code, verdict: report.verdict, stack: report.stack }).toEqual({
      code: 4,
      verdict: 'inconclusive',
      stack: 'external',
    });
    expect(judged(report, 'inconclusive')).toEqual([
      'effects-once',
      'order-per-key',
      'declared-transitions',
      'credit-within-limit',
    ]);
    expect(report.notes).toEqual(
      ['customer-db', 'order-db'].map((name) =>
        expect.stringMatching(`^the probe wal ${name} polls: role "reader" may not replicate`),
      ),
    );
    expect(await traces()).toEqual(before);
  });

  test('is watched whole where the role may replicate and the tables are published', async () => {
    await onEach(async (url) => {
      await sql(url, 'ALTER ROLE reader REPLICATION');
      await sql(url, 'CREATE PUBLICATION saga_lab_probe FOR ALL TABLES');
    });
    const before = await traces();
    const { code, report } = await home.run('approve');
    expect({ code, verdict: report.verdict, notes: report.notes }).toEqual({ code: 0, verdict: 'pass' });
    expect(await traces()).toEqual(before);
  });

  test('is nobody’s to stop: what would is refused, and status says that no process is the lab’s', async () => {
    for (const process of ['order-service', 'relay']) {
      await writeFile(join(home.folder, 'stops.yaml'), stopping(process));
      const { code, report } = await home.run('./stops.yaml');
      expect({ code, message: report.error?.message }).toEqual({
        code: 2,
        message: expect.stringMatching(`its step "stop: ${process}" needs .* of the lab's own`),
      });
    }
    const { code, stdout } = await home.cli('up', '--detach', '--json');
    expect(code).toBe(0);
    const status = JSON.parse(stdout) as LabStatus;
    expect(status).toMatchObject({ state: 'up', stack: 'external', relays: [] });
    expect(status.services.map(({ name, pid, state, url }) => ({ name, pid, state, url }))).toEqual(
      running.services.map(({ name, url }) => ({ name, pid: null, state: 'ready', url })),
    );
    expect((await home.cli('down', '--purge')).code).toBe(0);
    const theirs = await home.run('approve', '--lab', 'theirs', '--stack', 'embedded');
    expect(theirs.report.verdict).toBe('pass');
  });
});
