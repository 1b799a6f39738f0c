import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { processesOf, survivors } from '../harness/lab.ts';
import { startInPty, type Pty, type PtyOptions } from '../harness/pty.ts';

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

test('without a terminal it says so, and does not draw', async () => {
  const { code, stdout, stderr } = await home.cli('tui');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/needs a terminal/);
});
