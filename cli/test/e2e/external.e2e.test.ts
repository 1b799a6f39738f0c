import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../stack/embedded/postgres/databases.ts';
import type { LabStatus } from '../../stack/status.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

/** Servers and nothing else, as somebody else would run them. */
const onlyServers = `
version: 1
name: servers
databases:
  some-db: { kind: postgres }
  some-documents: { kind: mongodb }
services: {}
`;

let home: CliHome;
let servers: LabStatus;
beforeAll(async () => {
  home = await cliHome();
  await writeFile(join(home.folder, 'servers.yaml'), onlyServers);
  servers = await up('servers', '--system', './servers.yaml');
});
afterAll(async () => {
  for (const lab of ['kept', 'one', 'other', 'servers']) await home.cli('down', '--purge', '--lab', lab);
  await home.remove();
});

async function up(lab: string, ...options: string[]): Promise<LabStatus> {
  const { code, stdout, stderr } = await home.cli('up', '--detach', '--json', '--lab', lab, ...options);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as LabStatus;
}

function urlOf({ databases }: LabStatus, kind: 'postgres' | 'mongodb'): string {
  return databases.find((database) => database.kind === kind)?.url ?? expect.fail(`no ${kind}`);
}

function stackOn(lab: LabStatus): string[] {
  const urls = {
    broker: lab.brokers[0]?.url ?? '',
    postgres: urlOf(lab, 'postgres'),
    mongodb: urlOf(lab, 'mongodb'),
  };
  return ['--stack', 'external', ...Object.entries(urls).flatMap(([flag, url]) => [`--${flag}`, url])];
}

describe('--stack external, on the servers of a lab that is up', () => {
  test('the scenarios pass, and the databases made for the run are gone after it', async () => {
    const names = ['approve', 'credit-exceeded', 'unknown-customer', 'cancel', 'order-history'];
    const { code, report } = await home.run(...names, ...stackOn(servers));
    expect(report.scenarios.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(
      names.map((name) => `${name} pass`),
    );
    expect({ code, stack: report.stack }).toEqual({ code: 0, stack: 'external' });
    expect(await labDatabases()).toEqual([]);
  });

  test('pass again there: nothing of the first run is in the way', async () => {
    expect((await home.run('approve', 'cancel', ...stackOn(servers))).report.verdict).toBe('pass');
  });

  test('a lab that stays has databases with its name until it is purged', async () => {
    const kept = await up('kept', ...stackOn(servers));
    expect(kept).toMatchObject({ state: 'up', stack: 'external', brokers: [{ pid: null }] });
    expect((await home.run('approve', '--lab', 'kept')).report).toMatchObject({
      lab: 'kept',
      verdict: 'pass',
    });
    expect(await labDatabases()).toEqual(['saga_lab_kept_customer_db', 'saga_lab_kept_order_db']);
    expect((await home.cli('down', '--purge', '--lab', 'kept')).code).toBe(0);
    expect(await labDatabases()).toEqual([]);
  });
});

describe('two labs side by side', () => {
  let taken: Server;
  beforeAll(async () => {
    taken = createServer();
    // Whoever has it already takes it just as well.
    await new Promise<void>((resolve) => {
      taken.once('error', () => resolve());
      taken.listen(8081, '127.0.0.1', resolve);
    });
  });
  afterAll(() => void taken.close());

  test('have ports, data and chains of their own, with 8081 taken', async () => {
    const [one, other] = [await up('one'), await up('other')];
    const urls = [...one.services, ...other.services].map(({ url }) => url);
    expect(new Set(urls).size).toBe(6);
    expect(urls).not.toContain('http://127.0.0.1:8081');
    const runs = await Promise.all(['one', 'other'].map((lab) => home.run('approve', '--lab', lab)));
    expect(runs.map(({ report }) => `${report.lab} ${report.verdict}`)).toEqual(['one pass', 'other pass']);
    const bodies = await Promise.all([one, other].map(customersOf));
    expect(bodies.map((customers) => customers.length)).toEqual([1, 1]);
  });

  test('do not share a broker: their services would take each other’s events', async () => {
    const { code, report } = await home.run('approve', '--lab', 'third', ...stackOn(await up('one')));
    expect(code).toBe(3);
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      error: { code: 'stack', message: expect.stringMatching(/customer-service-orders.*saga-lab down/) },
    });
  });
});

async function labDatabases(): Promise<readonly string[]> {
  const { rows } = await withClient(urlOf(servers, 'postgres'), (client) =>
    client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'saga\\_lab\\_%' ORDER BY datname`,
    ),
  );
  return rows.map(({ datname }) => datname);
}

async function customersOf({ services }: LabStatus): Promise<readonly unknown[]> {
  const url = services.find(({ name }) => name === 'customer-service')?.url ?? expect.fail('no service');
  return ((await (await fetch(`${url}/customers`)).json()) as { customers: unknown[] }).customers;
}
