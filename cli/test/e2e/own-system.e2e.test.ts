import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { exampleFolder } from '../harness/own-system.ts';
import { startInPty } from '../harness/pty.ts';
import { runCli } from '../harness/run-cli.ts';

/** As a new user goes about it: programs and databases are there, and no system file. */
const example = exampleFolder('express-orders');
const system = join(example, 'system.yaml');

let home: CliHome;
let folder: string;
/** The databases of the example where it already runs, as on somebody's own machine. */
let urls: Readonly<Record<string, string>>;
beforeAll(async () => {
  home = await cliHome();
  const { code, stderr } = await home.cli('up', '--detach', '--system', system);
  expect(code, stderr).toBe(0);
  urls = Object.fromEntries((await home.status()).databases.map(({ name, url }) => [name, url]));
  folder = join(home.folder, 'shop');
  await mkdir(folder);
  for (const each of ['orders.js', 'stock.js', 'poller.js', 'lib', 'schema', 'package.json'])
    await symlink(join(example, each), join(folder, each));
});
afterAll(async () => {
  await cli('down', '--purge', '--lab', 'mine');
  await home.remove();
});

const cli = (...args: string[]) => runCli(args, { env: { SAGA_LAB_HOME: home.folder }, cwd: folder });

const services = ['orders', 'stock', 'orders-poller', 'stock-poller'];

test('from databases that are there, a file is proposed that needs few corrections to the first chain', async () => {
  const { code, stdout, stderr } = await cli(
    'new',
    'system',
    ...services.flatMap((name) => {
      const program = name.endsWith('-poller') ? 'poller.js' : `${name}.js`;
      return ['--service', `${name}=node ${program}`, '--health', `${name}=/healthz`];
    }),
    ...['orders', 'stock'].flatMap((name) => [
      '--database',
      `${name}-db=${name},${name}-poller`,
      '--from',
      `${name}-db=${urls[`${name}-db`] ?? ''}`,
      '--topic',
      `shop.${name}=3`,
    ]),
  );
  expect(code, stderr).toBe(0);
  expect(stdout).toBe('system.yaml\n');
  const proposed = await readFile(join(folder, 'system.yaml'), 'utf8');

  const checked = await cli('systems', 'check', './system.yaml', '--lab', 'mine', '--json');
  expect(checked.code, checked.stderr).toBe(0);
  expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true });

  // What no catalogue tells: how a record says its id and type, and who handles what.
  const mended = proposed
    .replaceAll('{ header: id }', '{ header: message-id }')
    .replaceAll('{ header: type }', '{ header: kind }').concat(`
consumers:
  stock: { service: stock, inbox: stock-db, handles: { shop.orders: { order-placed: { emits: [stock-reserved, stock-refused] } } } }
  orders: { service: orders, inbox: orders-db, handles: { shop.stock: { stock-reserved: {}, stock-refused: {} } } }
`);
  await writeFile(join(folder, 'system.yaml'), mended);
  await mkdir(join(folder, 'scenarios'));
  const confirmed = await readFile(join(example, 'scenarios/confirmed.yaml'), 'utf8');
  const story = confirmed.replace('system: express-orders', 'system: shop');
  await writeFile(join(folder, 'scenarios/first.yaml'), story.replace('name: confirmed', 'name: first'));
  const ran = await cli('run', 'first', '--system', './system.yaml', '--lab', 'mine', '--quiet');
  expect(ran.stdout).toContain('stock handled order-placed');
  expect(ran.stdout).toContain('orders handled stock-reserved');
  expect(ran.code, ran.stdout).toBe(0);
});

test('a file that is there is never written over', async () => {
  const before = await readFile(join(folder, 'system.yaml'), 'utf8');
  const { code, stderr } = await cli('new', 'system', '--service', 'orders=node orders.js');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'system.yaml is there already; choose another with --output.\n',
  });
  expect(await readFile(join(folder, 'system.yaml'), 'utf8')).toBe(before);
});

test('without a terminal or flags there is nobody to ask; without a database there is nothing to read', async () => {
  expect(await cli('new', 'system')).toMatchObject({ code: 2, stderr: expect.stringContaining('--service') });
  const from = 'db=postgres://me:secret@127.0.0.1:1/none';
  const silent = await cli('new', 'system', '--service', 'a=node a.js', '--from', from, '--output', 'x.yaml');
  expect(silent.code).toBe(3);
  expect(silent.stderr).toContain('cannot be read from postgres://me:***@127.0.0.1:1/none');
});

test('a file that names what is not there is told so, with the fix, and exit code 3', async () => {
  const wrong = (await readFile(system, 'utf8'))
    .replace('table: outbox_messages', 'table: outbox_mesages')
    .replace('state: status }', 'state: sttus }');
  await writeFile(join(folder, 'wrong.yaml'), wrong);
  const { code, stdout } = await cli('systems', 'check', './wrong.yaml', '--lab', 'default');
  expect(stdout).toContain(
    '✗ table orders-db.outbox_mesages: there is none; did you mean "outbox_messages"?\n    fix: mend its name in messaging.orders-db',
  );
  expect(stdout).toContain('✗ table orders-db.orders: there is no column "sttus"; did you mean "status"?');
  expect(code).toBe(3);
  await writeFile(join(folder, 'invalid.yaml'), wrong.replace('topics:', 'topic:'));
  const invalid = await cli('systems', 'check', './invalid.yaml', '--file-only');
  expect(invalid).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown field "topic"') });
});

test('a live record without the header that the file names is told with the headers that it has', async () => {
  const ran = await home.cli('run', 'confirmed', '--system', system, '--quiet');
  expect(ran.code, ran.stdout).toBe(0);
  const guessed = (await readFile(system, 'utf8')).replaceAll('{ header: message-id }', '{ header: ID }');
  await writeFile(join(folder, 'guessed.yaml'), guessed);
  const { code, stdout, stderr } = await cli('systems', 'check', './guessed.yaml', '--lab', 'default');
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(
    /· record shop\.orders\/\d@\d+: nothing says which message it is: it has no header ID; its headers are causation-id, correlation-id, kind, message-id\n {4}fix: /,
  );
  const right = await cli('systems', 'check', system, '--lab', 'default');
  expect(right.stdout).toMatch(/✔ record shop\.orders\/\d@\d+: order-placed, message /);
});

test('on a terminal it asks, tells what it cannot take, and asks again', async () => {
  const pty = startInPty(['new', 'system', '--output', 'asked.yaml'], {
    env: { SAGA_LAB_HOME: home.folder },
    cwd: folder,
  });
  const answer = async (question: string, text: string) => {
    await pty.untilWritten(question);
    pty.type(`${text}\r`);
  };
  await answer('Name of the system (shop)', '');
  await answer('First service', 'Orders');
  await pty.untilWritten('not "Orders"');
  pty.type('orders\r');
  await answer('command that starts orders', 'node orders.js');
  await answer('port (3000)', '');
  await answer('path that answers 2xx', '/healthz');
  await answer('Next service', '');
  await answer('First database', 'orders-db');
  await answer('postgres or mongodb', '');
  await answer('whose', '');
  await answer('URL of one like it', urls['orders-db'] ?? '');
  await answer('Next database', '');
  await answer('First topic', 'shop.orders');
  await answer('partitions of shop.orders', '3');
  await answer('Next topic', '');
  expect(await pty.exit).toMatchObject({ code: 0 });
  const text = await readFile(join(folder, 'asked.yaml'), 'utf8');
  expect(text).toContain('# outbox_messages is taken for the outbox');
  expect(text).toContain('shop.orders: { partitions: 3 }');
});

test('Ctrl-C at a question writes nothing', async () => {
  const pty = startInPty(['new', 'system', '--output', 'never.yaml'], {
    env: { SAGA_LAB_HOME: home.folder },
    cwd: folder,
  });
  await pty.untilWritten('Name of the system');
  pty.type('\u0003');
  expect(await pty.exit).toMatchObject({ code: 130 });
  await expect(readFile(join(folder, 'never.yaml'))).rejects.toThrow('ENOENT');
});
