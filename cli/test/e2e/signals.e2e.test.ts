import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { processesOf, survivors } from '../harness/lab.ts';
import { cliFile } from '../harness/run-cli.ts';

let home: CliHome;
beforeAll(async () => {
  home = await cliHome();
});
afterAll(() => home.remove());

interface Running {
  readonly child: ChildProcess;
  /** Resolves when the text has been written, to either stream. */
  readonly wrote: (text: string) => Promise<void>;
}

function start(...args: string[]): Running {
  const child = spawn(process.execPath, [cliFile, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], SAGA_LAB_HOME: home.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return {
    child,
    async wrote(text) {
      await waitUntil(() => output.includes(text) || undefined, { signal: AbortSignal.timeout(30_000) });
    },
  };
}

/** Lets the program go so far, sends the signal, and says how it ended and what it left. */
async function interrupt(
  { child, wrote }: Running,
  after: string,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; left: readonly string[] }> {
  await wrote(after);
  const processes = await processesOf('default', home.home);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await ended;
  return { code, left: await survivors(processes) };
}

test.each([
  ['while the servers start', 'ready kafka', 'SIGINT', 130],
  ['while the services start', 'starting order-service', 'SIGTERM', 143],
  ['in the middle of a run', 'POST customer-service/customers', 'SIGINT', 130],
] as const)('interrupted %s, nothing is left (%s, %s -> %i)', async (_, after, signal, expected) => {
  const running = start('run', 'approve', '--repeat-each', '20', '--reporter', 'jsonl');
  const { code, left } = await interrupt(running, after, signal);
  expect({ code, left }).toEqual({ code: expected, left: [] });
  expect((await home.status()).state).toBe('down');
});

test('kill -9 of the program leaves nothing running either', async () => {
  const { code, left } = await interrupt(start('run', 'approve'), 'starting order-service', 'SIGKILL');
  expect({ code, left }).toEqual({ code: null, left: [] });
});

test('a lab in the foreground stays up until it is interrupted', async () => {
  const { code, left } = await interrupt(start('up'), 'lab default: up', 'SIGINT');
  expect({ code, left }).toEqual({ code: 130, left: [] });
});
