import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { processesOf, survivors } from '../harness/lab.ts';
import { runCli } from '../harness/run-cli.ts';
import { startInPty, type Pty, type PtyOptions } from '../harness/pty.ts';

/** No customer is there before the first. */
const wrong = `name: wrong
system: customers-and-orders
about: It expects what is not so.
steps:
  - get: customer-service/customers/9223372036854775807
    status: 200
`;

let home: CliHome;
const ptys: Pty[] = [];

beforeAll(async () => {
  home = await cliHome();
});
afterEach(async () => {
  for (const pty of ptys.splice(0)) {
    pty.kill('SIGKILL');
    await pty.exit;
  }
});
afterAll(() => home.remove());

function open(args: readonly string[], options: PtyOptions = {}): Pty {
  const pty = startInPty(args, { ...options, env: { SAGA_LAB_HOME: home.folder, ...options.env } });
  ptys.push(pty);
  return pty;
}

/** On a lab that is up. */
async function shown(options: PtyOptions = {}): Promise<Pty> {
  const pty = open(['tui'], options);
  await pty.untilShown('· up');
  return pty;
}

describe('a lab of its own', () => {
  test('is shown while it starts, and is gone when the user quits', async () => {
    const pty = open(['tui']);
    await pty.untilShown('saga-lab', 'starting');
    expect(pty.isFullScreen()).toBe(true);
    await pty.untilShown('embedded broker, not Apache Kafka', '· up');
    const processes = await processesOf('default', home.home);
    expect(processes.length).toBeGreaterThan(5);
    pty.type('q');
    expect(await pty.exit).toMatchObject({ code: 0 });
    expect(pty.isFullScreen()).toBe(false);
    expect(pty.written()).toContain('\u001B[?25h');
    expect(await survivors(processes)).toEqual([]);
  });

  test.each([
    ['Ctrl-C', (pty: Pty) => pty.type('\u0003'), 0],
    ['SIGTERM', (pty: Pty) => pty.kill('SIGTERM'), 143],
  ] as const)('%s while it starts leaves the terminal clean and nothing running', async (_, leave, code) => {
    const pty = open(['tui']);
    await pty.untilShown('saga-lab', 'starting');
    leave(pty);
    expect(await pty.exit).toMatchObject({ code });
    expect(pty.isFullScreen()).toBe(false);
    expect((await home.status()).state).toBe('down');
  });
});

test('a terminal that goes while a lab starts leaves nothing running', async () => {
  const pty = open(['tui']);
  await pty.untilShown('saga-lab', 'starting');
  pty.kill('SIGHUP');
  expect(await pty.exit).toMatchObject({ code: 143 });
  expect((await home.status()).state).toBe('down');
});

describe('a lab that is up', () => {
  beforeAll(async () => {
    await home.cli('up', '--detach');
  });

  test('runs a scenario that is chosen by typing, and shows its chain, rows, records, saga and document', async () => {
    const pty = await shown();
    pty.type('r');
    await pty.untilShown('credit-exceeded');
    pty.type('approve\r');
    const screen = await pty.untilShown('pass customers-and-orders/approve');
    for (const text of ['OrderApproved', 'PENDING → APPROVED', 'critical path', 'POST /orders -> 200'])
      expect(screen).toContain(text);
    pty.type('q');
    expect(await pty.exit).toMatchObject({ code: 0 });
    expect((await home.status()).state).toBe('up');
  });

  test('says where each service is, as the lab itself does', async () => {
    const pty = await shown({ columns: 80, rows: 24 });
    pty.type('a');
    const { services } = await home.status();
    await pty.untilShown('addresses', ...services.map(({ url }) => url));
    pty.type('q');
    await pty.exit;
  });

  test('shows a stopped relay: the row waits with its age, and goes when the relay is back', async () => {
    const pty = await shown();
    pty.type(':stop relay\r');
    await pty.untilShown('stop relay: done', 'relay is stopped: `:start relay`', '· degraded');
    const { services } = await home.status();
    const url = services.find(({ name }) => name === 'customer-service')?.url ?? '';
    const body = JSON.stringify({ name: 'Jane Doe', creditLimit: { amount: 5 } });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/customers`, { method: 'POST', headers, body });
    await pty.untilShown('waits ◷', 'not relayed for', 'relay wal');
    pty.type(':start relay\r');
    await pty.until((screen) => !screen.includes('waits ◷') && /outbox [1-9]\d*, 0 behind/.test(screen));
    pty.type('q');
    await pty.exit;
  });

  test('keeps up with a burst while its user scrolls: nothing is lost', async () => {
    const pty = await shown();
    const { services } = await home.status();
    const url = services.find(({ name }) => name === 'customer-service')?.url ?? '';
    const body = JSON.stringify({ name: 'Jane Doe', creditLimit: { amount: 5 } });
    const headers = { 'content-type': 'application/json' };
    const post = () => fetch(`${url}/customers`, { method: 'POST', headers, body });
    pty.type('4');
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(Array.from({ length: 50 }, post));
      pty.type(round % 2 === 0 ? 'kkkk' : 'G');
    }
    await pty.until((screen) => /topics 1000\b/.test(screen) && /outbox 1000\b/.test(screen));
    pty.type('q');
    await pty.exit;
  });

  test('fits every size, also one that it grows out of in the middle', async () => {
    const pty = await shown({ columns: 160, rows: 45 });
    for (const [columns, rows, texts] of [
      [120, 32, ['outbox', 'topics', 'sagas', 'chain']],
      [80, 24, ['6 chain', '3 outbox']],
      [50, 12, ['50 columns', 'needs 60']],
      [160, 45, ['outbox', 'topics', 'sagas', 'documents', 'scenario']],
    ] as const) {
      pty.resize(columns, rows);
      await pty.untilShown(...texts);
    }
    pty.type('q');
    await pty.exit;
  });

  test('tells the same in sentences, to commands that are typed', async () => {
    const { stdout, code } = await runCli(['tui', '--plain'], {
      cwd: home.folder,
      env: { SAGA_LAB_HOME: home.folder },
      input: 'run approve\n',
    });
    expect(code).toBe(0);
    expect(stdout).toContain('Lab default is up.');
    expect(stdout).toContain('Scenario customers-and-orders/approve: pass.');
  });

  test('--tui ends with the exit code of what was run: a scenario that fails is 1', async () => {
    const file = join(home.folder, 'wrong.yaml');
    await writeFile(file, wrong);
    const pty = open(['run', file, '--tui', '--record', 'never']);
    await pty.untilShown('fail customers-and-orders/wrong in');
    pty.type('q');
    expect(await pty.exit).toMatchObject({ code: 1 });
    expect(pty.written()).toMatch(/FAIL.* 1 scenario: 1 failed/);
  });

  test('--tui runs scenarios on the screen; the recording is played again without any lab', async () => {
    const file = `${home.folder}/screen.sagarun`;
    const live = open(['run', 'credit-exceeded', '--tui', '--record-to', file]);
    await live.untilShown('scenario 1 passed', 'PENDING → REJECTED');
    await live.untilShown('pass customers-and-orders/credit-exceeded in');
    live.type('q');
    expect(await live.exit).toMatchObject({ code: 0 });
    expect(live.written()).toMatch(/PASS.* 1 scenario: 1 passed/);
    const watching = await shown();
    await home.cli('down');
    await watching.untilShown('lab default is gone: q', '· gone');
    watching.type('q');
    expect(await watching.exit).toMatchObject({ code: 0 });
    const again = open(['replay', file]);
    await again.untilShown('recorded');
    again.type('$');
    await again.untilShown('END', 'PENDING → REJECTED', 'OrderRejected');
    again.type('0');
    await again.untilShown('sagas appear here');
    again.type('q');
    expect(await again.exit).toMatchObject({ code: 0 });
  });
});

test('without a terminal it says so, and does not draw', async () => {
  const { code, stdout, stderr } = await home.cli('tui');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/needs a terminal/);
});
