import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { tables } from '../../../services/shipments/order-service/tables.ts';
import { builtFile, packageFolder } from '../../lib/package-folder.ts';
import type { RunReport } from '../../scenario/report.ts';
import { createDatabases, withClient } from '../../stack/embedded/postgres/databases.ts';
import { serverName } from '../../stack/supervisor/plan.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { debeziumCommand, debeziumHealth, writeDebeziumSettings } from './servers/debezium.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';

const stories = [
  'cancel-order-line',
  'create-order',
  'duplicate-delivery',
  'malformed-message-goes-to-the-dead-letter-queue',
  'relay-down-then-up',
  'shipment-service-down-then-up',
];

/** As the lab calls it. */
const orderDatabase = serverName('order-db', 'saga_lab_default_');

let home: CliHome;
let rabbit: RabbitMq;
let postgres: TestPostgres;
let report: RunReport;
beforeAll(async () => {
  [home, rabbit, postgres] = await Promise.all([cliHome(), startRabbitMq(), startPostgres()]);
  const servers = {
    rabbitmq: rabbit.url,
    postgres: postgres.url('postgres'),
    // The system has no such database: nobody connects.
    mongodb: 'mongodb://127.0.0.1:1',
  };
  const database = postgres.url(orderDatabase);
  // Debezium ends where there is no table for its publication.
  await createDatabases(servers.postgres, [orderDatabase]);
  await withClient(database, (client) => client.query(tables));
  await writeDebeziumSettings(home.folder, { database, rabbitmq: rabbit.url, port: '${PORT}' });
  const system = join(home.folder, 'system.yaml');
  await writeFile(system, await systemWithDebezium());
  ({ report } = await home.run(
    ...stories.map((name) => join(packageFolder, 'scenarios/shipments', `${name}.yaml`)),
    '--system',
    system,
    '--stack',
    'external',
    ...Object.entries(servers).flatMap(([flag, url]) => [`--${flag}`, url]),
  ));
}, 240_000);
afterAll(async () => {
  await home.remove();
  await Promise.all([rabbit.stop(), postgres.stop()]);
});

/** The system as it is shipped, but for its relay: one more program, which the stories may stop as `relay`. */
async function systemWithDebezium(): Promise<string> {
  const file = builtFile('services/shipments/system.yaml');
  const system = parseDocument(await readFile(file, 'utf8'), { merge: true });
  for (const service of ['order-service', 'shipment-service'])
    system.setIn(['services', service, 'command'], ['node', join(dirname(file), service, 'main.js')]);
  system.setIn(['services', 'relay'], {
    command: await debeziumCommand(),
    port: 8080,
    health: debeziumHealth,
    lines: false,
    // It is not needed there; it has Debezium wait until the exchange is.
    env: { RABBITMQ_URL: '{{broker}}' },
  });
  system.setIn(['messaging', 'order-db', 'relay'], 'none');
  system.delete('load');
  return String(system);
}

describe("the outbox example on Debian's RabbitMQ, its relay Debezium Server", () => {
  test.each(stories)('%s passes', (name) => {
    expect(report.error).toBeUndefined();
    const scenario = report.scenarios.find((each) => each.name === name);
    const all = [scenario?.steps, scenario?.expectations, scenario?.invariants].flatMap((part) => part ?? []);
    expect(all.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')).toEqual([]);
    expect(scenario?.verdict).toBe('pass');
  });

  test('what Debezium does is not seen, and not missing: the record follows the row', () => {
    const chain = report.scenarios.find(({ name }) => name === 'create-order')?.chain ?? [];
    const kinds = chain.map(({ kind }) => kind);
    expect(kinds).not.toContain('missing');
    expect(kinds.slice(kinds.indexOf('outbox'))).toEqual([
      'outbox',
      'record',
      'handled',
      'row',
      'row',
      'saga',
      'row',
      'saga',
    ]);
  });
});
