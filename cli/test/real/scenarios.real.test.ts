import { readdirSync } from 'node:fs';
import { basename, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../scenario/report.ts';
import { counterexamples } from '../../systems/bundled.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startMongo, type TestMongo } from '../harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { startApacheKafka, type ApacheKafka } from './servers/apache-kafka.ts';
import type { RealMongo } from './servers/ask-mongo.ts';
import { startMongoJavaServer } from './servers/mongo-java-server.ts';

let home: CliHome;
let kafka: ApacheKafka;
let postgres: TestPostgres;
let embedded: TestMongo;
let mongoJava: RealMongo;
beforeAll(async () => {
  [home, kafka, postgres, embedded, mongoJava] = await Promise.all([
    cliHome(),
    startApacheKafka(),
    startPostgres(),
    startMongo(),
    startMongoJavaServer(),
  ]);
});
afterAll(async () => {
  await home.remove();
  await Promise.all([kafka, postgres, embedded, mongoJava].map((server) => server.stop()));
});

/** Nobody but who runs a server may stop it. */
const beyondReach: ReadonlySet<string> = new Set(['broker-restart', 'document-store-restart']);
const folder = new URL('../../../scenarios/', import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && !counterexamples.has(systemOf(file)))
  .filter((file) => !beyondReach.has(basename(file, '.yaml')))
  .map((file) => `${systemOf(file)}/${basename(file, '.yaml')}`)
  .sort();

function systemOf(file: string): string {
  return file.split(sep)[0] ?? '';
}

function stackOn(mongodb: string): string[] {
  const urls = { broker: kafka.bootstrap, postgres: postgres.url('postgres'), mongodb };
  return ['--stack', 'external', ...Object.entries(urls).flatMap(([flag, url]) => [`--${flag}`, url])];
}

/** What the run finds wrong with a scenario, and that it ran at all. */
function problemsOf({ scenarios, error }: RunReport, wanted: string) {
  const scenario = scenarios.find(({ name, system }) => `${system}/${name}` === wanted);
  if (!scenario) return [`it did not run: ${JSON.stringify(error)}`];
  const { steps, expectations, invariants } = scenario;
  return [...steps, ...expectations, ...invariants].filter(
    ({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable',
  );
}

describe.each([
  ['the embedded document store', () => embedded.url, undefined],
  ['mongo-java-server', () => mongoJava.url, [expect.stringMatching(/^the probe views .* polls: /)]],
] as const)('on Apache Kafka, PostgreSQL 15 and %s', (_, store, notes) => {
  let report: RunReport;
  beforeAll(async () => {
    ({ report } = await home.run('--all', ...stackOn(store())));
  }, 600_000);

  test.each(names)('%s passes', (name) => {
    expect(problemsOf(report, name)).toEqual([]);
  });

  test('what stops a server that is not the lab’s is skipped by name, all else is run', () => {
    const skipped = report.skipped?.map(({ name, why }) => `${name}: ${why}`);
    expect(skipped).toEqual([
      expect.stringMatching(/^broker-restart: its step "stop: kafka" needs a server of the lab's own/),
      expect.stringMatching(/^document-store-restart: its step "stop: mongo" needs a server/),
    ]);
    expect(report.scenarios.map(({ name, system }) => `${system}/${name}`).sort()).toEqual(names);
    expect(report.verdict).toBe('pass');
  });

  test('what was not seen is said', () => {
    expect(report.notes).toEqual(notes);
  });
});

test('asked for by its name, what stops a server is refused', async () => {
  const { code, report } = await home.run('broker-restart', ...stackOn(embedded.url));
  expect(code).toBe(2);
  expect(report.error?.message).toContain(
    'customers-and-orders/broker-restart cannot be run here: its step "stop: kafka"',
  );
});
