import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { StackError } from '../../lib/errors.ts';
import { sendSignal } from './send-signal.ts';
import type { Sentinel } from './sentinel.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly account?: Account | undefined;
  /** A group of its own, so that what a service starts in turn (`npm start`, a shell) ends with it. */
  readonly ownGroup?: boolean;
  /** Where it listens on 127.0.0.1, if it is one of ours to say; nobody else may answer there. */
  readonly port?: number;
  /** Why it cannot be paused, if so. */
  readonly unpausable?: string;
  /** Takes stdout and stderr, appended. */
  readonly logFile: string;
  /** Appended to through file descriptor 3. */
  readonly linesFile?: string | undefined;
  /** How it is asked to stop, gentlest first, each with the time it then has; SIGKILL follows without being said. */
  readonly stop: readonly StopStage[];
}

interface StopStage {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LaunchedProcess {
  readonly spec: ProcessSpec;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Undefined while it runs. */
  exit(): Exit | undefined;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a process whose output goes to its files directly, so that it outlives a slow or dead parent's pipes.
 * Its stdin is a pipe that ends with this process; the sentinel kills it if it does not care.
 */
export async function launch(spec: ProcessSpec, sentinel: Sentinel): Promise<LaunchedProcess> {
  const child = spawnWithFiles(spec);
  try {
    await once(child, 'spawn');
  } catch (thrown) {
    throw new StackError(
      `${spec.name} could not be started: ${String(thrown)}. Command: ${spec.command} ${spec.args.join(' ')}, in ${spec.cwd}.`,
      { cause: thrown },
    );
  }
  const pid = child.pid ?? 0;
  // A write to a child that has just died is no news: its exit is.
  child.stdin?.on('error', () => undefined);
  // A negative number is a process group, to kill(2) and to the sentinel's shell.
  const target = spec.ownGroup === true ? -pid : pid;
  sentinel.watch(target, spec.stop[0]?.signal ?? 'SIGKILL');
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      if (spec.ownGroup === true) sendSignal(target, 'SIGKILL');
      sentinel.forget(target);
      exit = { code, signal };
      resolve(exit);
    });
  });
  // Not after its end: the pid may be another's then.
  const kill = (signal: NodeJS.Signals): void => {
    if (exit === undefined) sendSignal(target, signal);
  };
  return { spec, pid, exited, exit: () => exit, kill };
}

function spawnWithFiles(spec: ProcessSpec): ChildProcess {
  const log = openSync(spec.logFile, 'a');
  const lines = spec.linesFile === undefined ? undefined : openSync(spec.linesFile, 'a');
  try {
    return spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ['pipe', log, log, ...(lines === undefined ? [] : [lines])],
      detached: spec.ownGroup === true,
      ...spec.account,
    });
  } finally {
    closeSync(log);
    if (lines !== undefined) closeSync(lines);
  }
}
