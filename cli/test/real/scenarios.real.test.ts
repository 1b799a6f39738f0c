import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startMongo, type TestMongo } from '../harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { expectDifferences } from './differences.ts';
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

const names = ['approve', 'credit-exceeded', 'unknown-customer', 'cancel', 'order-history'];
/** What rests on the probe of the views alone. */
const ofViews = /^view |^quiescence$|^view-equals-fold$/;

/** What a run on these servers finds wrong. */
async function problems(scenario: string, mongodb: string) {
  const urls = { broker: kafka.bootstrap, postgres: postgres.url('postgres'), mongodb };
  const flags = Object.entries(urls).flatMap(([flag, url]) => [`--${flag}`, url]);
  const { report } = await home.run(scenario, '--stack', 'external', ...flags);
  expect(report.scenarios, JSON.stringify(report)).toHaveLength(1);
  return report.scenarios
    .flatMap(({ steps, expectations, invariants }) => [...steps, ...expectations, ...invariants])
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
}

expectDifferences('scenarios');

describe('on Apache Kafka, PostgreSQL 15 and the embedded document store', () => {
  test.each(names)('%s passes', async (name) => {
    expect(await problems(name, embedded.url)).toEqual([]);
  });
});

describe('on Apache Kafka, PostgreSQL 15 and mongo-java-server', () => {
  test('approve passes', async () => {
    expect(await problems('approve', mongoJava.url)).toEqual([]);
  });

  test.each(names)('%s passes, but for what the lab must see in the view', async (name) => {
    const others = (await problems(name, mongoJava.url)).filter(({ name: what }) => !ofViews.test(what));
    expect(others).toEqual([]);
  });
});
