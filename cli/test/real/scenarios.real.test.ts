import { readdirSync } from 'node:fs';
import { basename, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../scenario/report.ts';
import { bundledSystems, counterexamples } from '../../systems/bundled.ts';
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
/** Those made for Kafka; shipments has a suite of its own. */
const systems = [...bundledSystems().keys()].filter(
  (name) => !counterexamples.has(name) && name !== 'shipments',
);
const folder = new URL('../../../scenarios/', import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && systems.includes(systemOf(file)))
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

/** What cannot be known of documents whose changes are not streamed: what they were between two looks. */
const needsEveryState: ReadonlySet<string> = new Set(['cards-never-in-clear']);

/** What the run finds wrong with a scenario, and that it ran at all. */
function problemsOf({ scenarios, error }: RunReport, wanted: string, isPolled: boolean) {
  const scenario = scenarios.find(({ name, system }) => `${system}/${name}` === wanted);
  if (!scenario) return [`it did not run: ${JSON.stringify(error)}`];
  const { steps, expectations, invariants } = scenario;
  return [...steps, ...expectations, ...invariants].filter(
    ({ name, verdict }) =>
      verdict !== 'pass' &&
      verdict !== 'not-applicable' &&
      !(isPolled && verdict === 'inconclusive' && needsEveryState.has(name)),
  );
}

describe.each([
  ['the embedded document store', () => embedded.url, false],
  ['mongo-java-server', () => mongoJava.url, true],
] as const)('on Apache Kafka, PostgreSQL 15 and %s', (_, store, isPolled) => {
  let report: RunReport;
  beforeAll(async () => {
    ({ report } = await home.run(
      '--all',
      ...systems.flatMap((name) => ['--system', name]),
      ...stackOn(store()),
    ));
  }, 600_000);

  test.each(names)('%s passes', (name) => {
    expect(problemsOf(report, name, isPolled)).toEqual([]);
  });

  test('what stops a server that is not the lab’s is skipped by name, all else is run', () => {
    const skipped = report.skipped?.map(({ name, why }) => `${name}: ${why}`);
    expect(skipped).toEqual([
      expect.stringMatching(/^broker-restart: its step "stop: kafka" needs a server of the lab's own/),
      expect.stringMatching(/^document-store-restart: its step "stop: mongo" needs a server/),
    ]);
    expect(report.scenarios.map(({ name, system }) => `${system}/${name}`).sort()).toEqual(names);
    expect(report.verdict).toBe(isPolled ? 'inconclusive' : 'pass');
  });

  test('what was not seen is said', () => {
    const polled = ['order-history-db', 'cart-db', 'order-documents-db'];
    expect(report.notes).toEqual(
      isPolled
        ? polled.map((name) => expect.stringMatching(`^the probe views ${name} polls: `) as string)
        : undefined,
    );
  });
});

test('asked for by its name, what stops a server is refused', async () => {
  const { code, report } = await home.run('broker-restart', ...stackOn(embedded.url));
  expect(code).toBe(2);
  expect(report.error?.message).toContain(
    'customers-and-orders/broker-restart cannot be run here: its step "stop: kafka"',
  );
});
