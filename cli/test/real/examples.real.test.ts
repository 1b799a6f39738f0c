import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../stack/embedded/postgres/databases.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { exampleFolder, hopKinds, invariantsOf, missingOf, rootsOf } from '../harness/own-system.ts';
import { runCli } from '../harness/run-cli.ts';
import { tool } from './servers/tool.ts';

/** Python, Debezium's columns, no ids of requests, an inbox without names: the lab knows it by its system file alone. */
const folder = exampleFolder('python-payments');
const system = ['--system', join(folder, 'system.yaml')];

let home: CliHome;
beforeAll(async () => {
  home = await cliHome();
  const env = {
    SAGA_LAB_HOME: home.folder,
    PYTHONPATH: tool('REAL_PYTHON_PACKAGES'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { code, stderr } = await runCli(['up', '--detach', ...system], { env, cwd: home.folder });
  expect(code, stderr).toBe(0);
});
afterAll(() => home.remove());

const run = (...args: string[]) => home.run(...args, ...system);

test('its programs do not know the lab, nor any id of a request', async () => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(py|sql|txt)$/.test(file));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files)
    expect(await readFile(join(folder, file), 'utf8'), file).not.toMatch(
      /saga-?lab|tram|request-id|correlation/i,
    );
});

test('what its file names is there', async () => {
  const { code, stdout } = await home.cli('systems', 'check', system[1]!);
  expect(stdout).not.toContain('✗');
  expect(stdout).toContain('✔ table payments-db.outbox: id, aggregatetype, aggregateid, type, payload');
  expect(code).toBe(0);
});

test('all its stories pass', async () => {
  const { report } = await run('--all');
  expect(report.scenarios.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'booked pass',
    'refused pass',
    'told-twice pass',
  ]);
});

test('the chain goes from the request to the last row, and every invariant has something to judge', async () => {
  const { report } = await run('booked');
  const [booked] = report.scenarios;
  expect(hopKinds(booked!)).toEqual({
    http: 2,
    row: 4,
    outbox: 2,
    relay: 2,
    record: 2,
    handled: 2,
    saga: 2,
  });
  expect(rootsOf(booked!)).toEqual(['http POST /accounts -> 201', 'http POST /payments -> 202']);
  expect(booked!.chain.at(-1)).toMatchObject({ kind: 'saga', label: expect.stringContaining('-> BOOKED') });
  expect(new Set(Object.values(invariantsOf(booked!)))).toEqual(new Set(['pass']));
});

describe('broken on purpose', () => {
  test('a handler fails: the message that is not handled is missing', async () => {
    await onLedger('ALTER TABLE bookings RENAME COLUMN amount TO sum');
    try {
      const { code, report } = await run(await payment('handler-fails'));
      expect(missingOf(report.scenarios[0]!)).toEqual([
        expect.stringMatching(/PaymentRequested not handled by ledger/),
      ]);
      expect(invariantsOf(report.scenarios[0]!)).toMatchObject({ 'every-payment-decided': 'fail' });
      expect(code).toBe(1);
    } finally {
      await onLedger('ALTER TABLE bookings RENAME COLUMN sum TO amount');
    }
  });

  test('the books lie: the invariant that adds them up proves it', async () => {
    await onLedger(
      `CREATE FUNCTION lie() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.amount = NEW.amount + 1; RETURN NEW; END';
       CREATE TRIGGER lie BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION lie()`,
    );
    try {
      const { report } = await run(await payment('books-lie'));
      expect(invariantsOf(report.scenarios[0]!)).toMatchObject({
        'booked-payments-are-in-the-books': 'fail',
        'booked-as-requested': 'fail',
      });
    } finally {
      await onLedger('DROP TRIGGER lie ON bookings; DROP FUNCTION lie()');
    }
  });
});

async function payment(name: string): Promise<string> {
  const file = join(home.folder, `${name}.yaml`);
  await writeFile(
    file,
    `name: ${name}
system: python-payments
vars: { account: 'acc-{{random}}' }
steps:
  - { post: ledger/accounts, json: { account: '{{account}}', opening: '50.00' } }
  - { post: payments/payments, json: { account: '{{account}}', amount: '20.50' } }
`,
  );
  return file;
}

async function onLedger(sql: string): Promise<void> {
  const { databases } = await home.status();
  const url = databases.find(({ name }) => name === 'ledger-db')?.url ?? '';
  await withClient(url, (client) => client.query(sql));
}
