import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startInPty, type Pty } from '../harness/pty.ts';
import { runCli } from '../harness/run-cli.ts';

let home: CliHome;
const ptys: Pty[] = [];

beforeAll(async () => {
  home = await cliHome();
  await home.cli('up', '--detach');
  expect((await home.run('approve')).code).toBe(0);
});
afterEach(async () => {
  for (const pty of ptys.splice(0)) {
    pty.kill('SIGKILL');
    await pty.exit;
  }
});
afterAll(() => home.remove());

function open(...args: string[]): Pty {
  const pty = startInPty(args, { env: { SAGA_LAB_HOME: home.folder } });
  ptys.push(pty);
  return pty;
}

test('-c prints a table, or one JSON document, or CSV', async () => {
  const asked = ['sql', 'order-db', '-c', 'select id, state from orders'];
  const { code, stdout } = await home.cli(...asked);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ id \| state\n-+\+-+\n +\d+ \| APPROVED\n\(1 row\)\n$/);
  const json = await home.cli(...asked, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    v: 1,
    results: [{ columns: ['id', 'state'], rows: [{ id: expect.any(Number) as number, state: 'APPROVED' }] }],
  });
  expect((await home.cli(...asked, '--csv')).stdout).toMatch(/^id,state\r\n\d+,APPROVED\r\n$/);
});

test.each([
  'delete from orders',
  'set transaction read write',
  'do $$ begin set transaction read write; delete from orders; end $$',
  'set default_transaction_read_only = off; delete from orders',
  'commit; delete from orders',
])('nothing can write: %s', async (statement) => {
  const { code, stderr } = await home.cli('sql', 'order-db', '-c', statement);
  expect(code).toBe(1);
  expect(stderr).toMatch(/ERROR: {2}.*read-(only|write)/);
  const { stdout } = await home.cli('sql', 'order-db', '-c', 'select count(*) from orders', '--csv');
  expect(stdout).toBe('count\r\n1\r\n');
});

test('stdin is answered statement by statement, and an error says where', async () => {
  const { code, stdout, stderr } = await runCli(['sql', 'order-db'], {
    env: { SAGA_LAB_HOME: home.folder },
    input: "select ';' as a;\nselect nothing\nfrom orders;\nselect 3 as never;",
  });
  expect(code).toBe(1);
  expect(stdout).toBe(' a\n---\n ;\n(1 row)\n');
  expect(stderr).toContain(
    'ERROR:  column "nothing" does not exist\nLINE 1: select nothing\n               ^\n',
  );
});

test('a wrong name names the nearest, and the other kind its command', async () => {
  expect(await home.cli('sql', 'order-bd', '-c', 'select 1')).toMatchObject({
    code: 2,
    stderr: 'Lab "default" has no database "order-bd"; did you mean "order-db"?\n',
  });
  const described = await home.cli('sql', 'order-db', '-c', String.raw`\d order`);
  expect(described).toMatchObject({ code: 1, stderr: 'There is no table "order"; did you mean "orders"?\n' });
  expect((await home.cli('doc', 'order-db', '-c', 'x')).stderr).toContain('saga-lab sql order-db');
});

test('the prompt: several lines, arrows, Ctrl-C that ends only the statement, \\q', async () => {
  const pty = open('sql', 'order-db');
  await pty.untilShown('order-db=>');
  pty.type('select 40\r');
  await pty.untilShown('order-db->');
  pty.type('+ 2 as sum;\r');
  await pty.untilShown(' sum', '  42', '(1 row)');
  pty.type('\\dt\r');
  await pty.untilShown('| message', '| orders');
  pty.type('select pg_sleep(50);\r');
  await pty.untilWritten('pg_sleep(50);');
  pty.type('\u0003');
  await pty.untilShown('ERROR:  canceling statement due to user request');
  pty.type('\u001B[A');
  await pty.until((screen) => screen.split('pg_sleep(50);').length === 3);
  pty.type('\u0003');
  await pty.until((screen) => screen.trimEnd().endsWith('order-db=>'));
  pty.type('\\q\r');
  expect(await pty.exit).toMatchObject({ code: 0 });
});

test('doc: collections, documents, a count, one by its id', async () => {
  const { databases } = await home.status();
  const view = databases.find(({ kind }) => kind === 'mongodb')?.name ?? expect.fail('no view');
  const ask = async (line: string) => (await home.cli('doc', view, '-c', line)).stdout;
  expect((await ask('show collections')).split('\n')).toEqual(
    expect.arrayContaining(['customers', 'orders']),
  );
  expect(await ask('orders count {"state": "APPROVED"}')).toBe('1\n');
  const { stdout } = await home.cli('doc', view, '-c', 'orders {} 1', '--json');
  const { results } = JSON.parse(stdout) as { results: { documents: { _id: unknown }[] }[] };
  const id = JSON.stringify(results[0]?.documents[0]?._id);
  expect(await ask(`orders _id ${id}`)).toMatch(/"state": "APPROVED"[^]*\(1 document\)\n$/);
  expect((await home.cli('doc', view, '-c', 'order')).stderr).toBe(
    'There is no collection "order"; did you mean "orders"?\n',
  );
  const pty = open('doc', view);
  await pty.untilShown(`${view}>`);
  pty.type('orders\r');
  await pty.untilShown('(1 document)');
  pty.type('\u0004');
  expect(await pty.exit).toMatchObject({ code: 0 });
});
