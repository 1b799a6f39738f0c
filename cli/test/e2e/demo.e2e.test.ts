import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInPty } from '../harness/pty.ts';
import { runCli } from '../harness/run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-e2e-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  [160, 45],
  [80, 24],
])('a lesson at %i by %i: space goes on, q leaves the terminal clean', async (columns, rows) => {
  const pty = startInPty(['demo'], { columns, rows, cwd: folder, env: { SAGA_LAB_HOME: folder } });
  try {
    await pty.untilShown('lesson 1 of', 'customers-and-orders/approve: ');
    expect(pty.isFullScreen()).toBe(true);
    pty.type(' ');
    await pty.untilShown('lesson 2 of', 'POST /customers reaches customer-service');
    pty.type('  ');
    await pty.untilShown('lesson 4 of', 'CustomerCreated is written into the outbox');
    pty.type('q');
    expect(await pty.exit).toMatchObject({ code: 0 });
    expect(pty.isFullScreen()).toBe(false);
  } finally {
    pty.kill('SIGKILL');
    await pty.exit;
  }
});

test('piped, the built program prints it, wherever it is called', async () => {
  const { code, stdout } = await runCli(['demo', 'credit-exceeded'], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain('CustomerCreditReservationFailed is written into the outbox');
});
