import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process and when it began: a pid alone may be another's by the time it is read again. */
export interface Identity {
  readonly pid: number;
  readonly began: string;
}

/** Undefined when no such process runs (a zombie does not run). */
export async function identify(pid: number): Promise<Identity | undefined> {
  const began = process.platform === 'linux' ? await beganLinux(pid) : await beganElsewhere(pid);
  return began === undefined ? undefined : { pid, began };
}

export async function isRunning({ pid, began }: Identity): Promise<boolean> {
  return (await identify(pid))?.began === began;
}

async function beganLinux(pid: number): Promise<string | undefined> {
  try {
    return parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw thrown;
  }
}

/** Field 22 of proc_pid_stat(5), in clock ticks since boot. The name in field 2 may hold blanks and parentheses. */
export function parseStat(stat: string): string | undefined {
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : rest[18];
}

async function beganElsewhere(pid: number): Promise<string | undefined> {
  const { execFile } = await import('node:child_process');
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
