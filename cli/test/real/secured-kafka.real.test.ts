import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startMongo, type TestMongo } from '../harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { startSecuredKafka, user, type SecuredKafka } from './servers/secured-kafka.ts';

let home: CliHome;
let kafka: SecuredKafka;
let postgres: TestPostgres;
let mongo: TestMongo;
beforeAll(async () => {
  [home, kafka, postgres, mongo] = await Promise.all([
    cliHome(),
    startSecuredKafka(),
    startPostgres(),
    startMongo(),
  ]);
});
afterAll(async () => {
  await home.remove();
  await Promise.all([kafka, postgres, mongo].map((server) => server.stop()));
});

/** Writes the config file of the folder that the program runs in. */
async function configure(broker: string, password: string = user.password): Promise<void> {
  await writeFile(join(home.folder, 'kafka-password'), `${password}\n`);
  await writeFile(
    join(home.folder, 'saga-lab.config.yaml'),
    `stack: external
broker:
${broker}
postgres: ${postgres.url('postgres')}
mongodb: ${mongo.url}
`,
  );
}

const sasl = (mechanism: string) => `  bootstrap: ${kafka.sasl}
  sasl: { mechanism: ${mechanism}, username: ${user.username}, password: '\${file:kafka-password}' }`;
const tls = () => `  bootstrap: ${kafka.tls}
  tls: { ca: ${kafka.folder}/ca.pem, cert: ${kafka.folder}/client.pem, key: ${kafka.folder}/client.key }`;

// First: a soak looks at all that the topics hold, and so at no other run's records.
test('the soak’s checks read a broker that asks for a user', async () => {
  await configure(sasl('scram-sha-512'));
  const { code, stdout } = await home.cli('soak', '--sagas', '30', '--kill', 'none', '--json', '--quiet');
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass', load: { acknowledged: 30 } });
  expect(code).toBe(0);
});

describe.each([
  ['PLAIN', () => sasl('plain')],
  ['SCRAM-SHA-256', () => sasl('scram-sha-256')],
  ['SCRAM-SHA-512', () => sasl('scram-sha-512')],
  ['TLS with a certificate of its own', tls],
])('on a broker that asks for %s', (_, broker) => {
  test('services, relay, probes and the lab itself are let in', async () => {
    await configure(broker());
    const { code, report } = await home.run('approve', 'redelivered-event');
    expect(report.scenarios.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'approve pass',
      'redelivered-event pass',
    ]);
    expect(code).toBe(0);
  });
});

test.each([
  ['a wrong password', () => sasl('scram-sha-256'), 'wrong'],
  ['no user', () => `  bootstrap: ${kafka.sasl}`, user.password],
  ['no authority to trust', () => `  bootstrap: ${kafka.tls}\n  tls: true`, user.password],
])('with %s the stack does not start, and no password is printed', async (_, broker, password) => {
  await configure(broker(), password);
  const { code, report } = await home.run('approve');
  expect(code).toBe(3);
  expect(report.error?.message).toMatch(/^The broker 127\.0\.0\.1:\d+ does not do what is asked: /);
  expect(JSON.stringify(report)).not.toContain(password);
});
