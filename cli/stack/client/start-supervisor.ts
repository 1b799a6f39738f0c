import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { StackError } from '../../lib/errors.ts';
import { builtFile } from '../../lib/package-folder.ts';
import { logFile, type LabFiles } from '../lab-files.ts';
import { logTail } from '../processes/log-tail.ts';
import type { Progress, SupervisorConfig, SupervisorMessage } from '../supervisor/protocol.ts';

const program = builtFile('cli/stack/supervisor/main.js');

/** A supervisor that stops needs 5 s at most for processes, some more for containers; whoever takes longer hangs. */
const stopMs = { embedded: 15_000, external: 15_000, compose: 90_000 } as const;

/**
 * Starts the process that owns the lab; resolves when the lab is up. Rejects with StackError, or with the signal's
 * reason; then everything is stopped again.
 */
export async function startSupervisor(
  config: SupervisorConfig,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await makeFolders(config.files);
  const log = logFile(config.files, 'supervisor');
  const child = spawnSupervisor(log);
  const exited = once(child, 'exit');
  const abort = (): void => void child.stdin?.destroy();
  signal.addEventListener('abort', abort, { once: true });
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${JSON.stringify(config)}\n`);
  try {
    const failure = await outcome(child, onProgress);
    if (failure === undefined) return release(child, config.ephemeral);
    await endOf(child, exited, stopMs[config.stack.kind]);
    signal.throwIfAborted();
    throw new StackError(
      failure === '' ? `The lab's supervisor ended. Last lines of its log:\n${await logTail(log)}` : failure,
    );
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function spawnSupervisor(log: string): ChildProcess {
  const fd = openSync(log, 'a');
  try {
    // A session of its own: Ctrl-C in the terminal is for the CLI, which then stops the lab in order.
    return spawn(process.execPath, ['--enable-source-maps', program], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'pipe', fd],
    });
  } finally {
    closeSync(fd);
  }
}

/** Undefined once the lab is up, else the failure; empty when it ended without a word. */
async function outcome(
  child: ChildProcess,
  onProgress: (progress: Progress) => void,
): Promise<string | undefined> {
  if (child.stdout === null) return '';
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as SupervisorMessage;
    if (message.type === 'progress') onProgress(message.progress);
    if (message.type === 'ready') return undefined;
    if (message.type === 'failed') return message.message;
  }
  return '';
}

/** Lets the CLI end. An ephemeral lab keeps the pipe, whose end it takes as the end of the CLI. */
function release(child: ChildProcess, ephemeral: boolean): void {
  child.unref();
  child.stdout?.destroy();
  if (!ephemeral) child.stdin?.end();
  else if (child.stdin instanceof Socket) child.stdin.unref();
}

async function endOf(child: ChildProcess, exited: Promise<unknown>, ms: number): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await exited;
  clearTimeout(timer);
}

async function makeFolders({ data, logs, lines, faults }: LabFiles): Promise<void> {
  await mkdir(data, { recursive: true });
  for (const folder of [logs, lines, faults]) await mkdir(folder, { recursive: true, mode: 0o700 });
}
