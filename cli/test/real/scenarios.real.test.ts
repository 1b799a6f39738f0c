import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { startApacheKafka, type ApacheKafka } from './servers/apache-kafka.ts';
import type { RealMongo } from './servers/ask-mongo.ts';
import { startMongoJavaServer } from './servers/mongo-java-server.ts';

let home: CliHome;
let kafka: ApacheKafka;
let postgres: TestPostgres;
let mongo: RealMongo;
beforeAll(async () => {
  [home, kafka, postgres, mongo] = await Promise.all([
    cliHome(),
    startApacheKafka(),
    startPostgres(),
    startMongoJavaServer(),
  ]);
});
afterAll(async () => {
  await home.remove();
  await Promise.all([kafka.stop(), postgres.stop(), mongo.stop()]);
});

const names = ['approve', 'credit-exceeded', 'unknown-customer', 'cancel', 'order-history'];

test.each(names)('%s passes on Apache Kafka, PostgreSQL 15 and mongo-java-server', async (name) => {
  const urls = { broker: kafka.bootstrap, postgres: postgres.url('postgres'), mongodb: mongo.url };
  const flags = Object.entries(urls).flatMap(([flag, url]) => [`--${flag}`, url]);
  const { report } = await home.run(name, '--stack', 'external', ...flags);
  const [scenario] = report.scenarios;
  const checked = [
    ...(scenario?.steps ?? []),
    ...(scenario?.expectations ?? []),
    ...(scenario?.invariants ?? []),
  ];
  expect(checked.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')).toEqual([]);
  expect(report).toMatchObject({ stack: 'external', verdict: 'pass' });
});
