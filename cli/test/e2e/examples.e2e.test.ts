import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../stack/embedded/postgres/databases.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { exampleFolder, hopKinds, invariantsOf, missingOf, rootsOf } from '../harness/own-system.ts';

/** Express with an outbox, headers and a poller of its own: the lab knows it by its system file alone. */
const folder = exampleFolder('express-orders');
const system = ['--system', join(folder, 'system.yaml')];

let home: CliHome;
beforeAll(async () => {
  home = await cliHome();
  const { code, stderr } = await home.cli('up', '--detach', ...system);
  expect(code, stderr).toBe(0);
});
afterAll(() => home.remove());

const run = (...args: string[]) => home.run(...args, ...system);

/** A story of one's own, in the folder of the test. */
async function story(name: string, text: string): Promise<string> {
  const file = join(home.folder, `${name}.yaml`);
  await writeFile(file, `name: ${name}\nsystem: express-orders\nvars: { sku: 'lamp-{{random}}' }\n${text}`);
  return file;
}

const order = `
  - post: stock/deliveries
    json: { sku: '{{sku}}', quantity: 5 }
  - post: orders/orders
    json: { customer: Jane Doe, sku: '{{sku}}', quantity: 2 }
    capture: { orderNo: $.order_no }
`;

test('its programs do not know the lab', async () => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|sql|json)$/.test(file));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files)
    expect(await readFile(join(folder, file), 'utf8'), file).not.toMatch(/saga-?lab|tram/i);
});

test('what its file names is there', async () => {
  const { code, stdout } = await home.cli('systems', 'check', system[1]!, '--json');
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; state: string }[] };
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'service orders-poller',
      'table orders-db.outbox_messages',
      'table stock-db.processed_messages',
      'watching stock-db',
      'topic shop.orders',
    ]),
  );
  expect({ code, ok }).toEqual({ code: 0, ok: true });
});

test('all its stories pass, found beside the file', async () => {
  const { code, report } = await run('--all');
  expect(report.scenarios.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'cancelled pass',
    'confirmed pass',
    'rejected pass',
    'told-twice pass',
  ]);
  expect(code).toBe(0);
});

test('the chain goes from the request to the last row, and every invariant has something to judge', async () => {
  const { report } = await run('confirmed');
  const [confirmed] = report.scenarios;
  expect(hopKinds(confirmed!)).toEqual({ http: 2, row: 6, outbox: 2, record: 2, handled: 2, saga: 2 });
  expect(rootsOf(confirmed!)).toEqual(['http POST /deliveries -> 201', 'http POST /orders -> 202']);
  expect(confirmed!.chain.at(-1)).toMatchObject({
    kind: 'saga',
    label: expect.stringContaining('-> confirmed'),
  });
  expect(new Set(Object.values(invariantsOf(confirmed!)))).toEqual(new Set(['pass']));
});

describe('broken on purpose', () => {
  test('its poller hangs: the record that does not come is missing', async () => {
    const poller = (await home.status()).services.find(({ name }) => name === 'orders-poller')?.pid ?? 0;
    expect(poller).toBeGreaterThan(1);
    process.kill(poller, 'SIGSTOP');
    try {
      const { code, report } = await run(await story('poller-hangs', `steps:${order}`));
      expect(missingOf(report.scenarios[0]!)).toEqual([
        expect.stringMatching(/order-placed .*shop\.orders|order-placed not relayed/),
      ]);
      expect(invariantsOf(report.scenarios[0]!)).toMatchObject({
        'every-outbox-row-on-its-topic': 'fail',
        'every-order-decided': 'fail',
      });
      expect(code).toBe(1);
    } finally {
      process.kill(poller, 'SIGCONT');
    }
  });

  test('a handler fails: the message that is not handled is missing', async () => {
    await onStock('ALTER TABLE reservations RENAME COLUMN quantity TO amount');
    try {
      const { code, report } = await run(await story('handler-fails', `steps:${order}`));
      expect(missingOf(report.scenarios[0]!)).toEqual([
        expect.stringMatching(/order-placed not handled by stock/),
      ]);
      expect(invariantsOf(report.scenarios[0]!)).toMatchObject({
        'every-outbox-row-on-its-topic': 'pass',
        'every-order-decided': 'fail',
      });
      expect(code).toBe(1);
      const { stdout } = await home.cli('systems', 'check', system[1]!);
      expect(stdout).toContain('✗ table stock-db.reservations: there is no column "quantity"');
    } finally {
      await onStock('ALTER TABLE reservations RENAME COLUMN amount TO quantity');
    }
  });

  test('too little is reserved: the rule in words of its own names the order', async () => {
    await onStock(
      `CREATE FUNCTION fewer() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.quantity = NEW.quantity - 1; RETURN NEW; END';
       CREATE TRIGGER fewer BEFORE INSERT ON reservations FOR EACH ROW EXECUTE FUNCTION fewer()`,
    );
    try {
      const { code, report } = await run('confirmed');
      const broken = report.scenarios[0]?.invariants.find(({ name }) => name === 'reserved-as-ordered');
      expect(broken).toMatchObject({
        verdict: 'fail',
        proof: [
          expect.stringMatching(
            /^orders-db orders \d+ \(.*status: confirmed, sku: lamp-.*, quantity: 2\): not so/,
          ),
        ],
      });
      expect(code).toBe(1);
      const again = JSON.parse((await home.cli('check', 'last', '--json')).stdout) as typeof report;
      const judged = again.scenarios[0]?.invariants.find(({ name }) => name === 'reserved-as-ordered');
      expect(judged).toMatchObject({ verdict: 'fail', recorded: 'fail' });
    } finally {
      await onStock('DROP TRIGGER fewer ON reservations; DROP FUNCTION fewer()');
    }
  });

  test('stock is lost: the invariant that counts it proves it', async () => {
    await onStock(
      `CREATE FUNCTION shrink() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.on_hand = NEW.on_hand - 1; RETURN NEW; END';
       CREATE TRIGGER shrink BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION shrink()`,
    );
    try {
      const { report } = await run('confirmed');
      const lost = report.scenarios[0]?.invariants.find(
        ({ name }) => name === 'nothing-lost-in-the-warehouse',
      );
      expect(lost).toMatchObject({ verdict: 'fail', proof: [expect.stringMatching(/lamp-.*5.*4/)] });
    } finally {
      await onStock('DROP TRIGGER shrink ON items; DROP FUNCTION shrink()');
    }
  });
});

async function onStock(sql: string): Promise<void> {
  const { databases } = await home.status();
  const url = databases.find(({ name }) => name === 'stock-db')?.url ?? '';
  await withClient(url, (client) => client.query(sql));
}
