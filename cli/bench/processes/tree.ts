import { readdir, readFile } from 'node:fs/promises';
import type { LabStatus } from '../../stack/status.ts';
import { parseStat, type ProcessStat } from './stat.ts';

/** Each part of a lab with all its processes: PostgreSQL is one part and many processes. */
export type Parts = ReadonlyMap<string, readonly ProcessStat[]>;

/**
 * The processes of a lab on this machine, by part; undefined where there is no /proc. Servers that the lab did not start
 * are not among them.
 */
export async function labProcesses(status: LabStatus): Promise<Parts | undefined> {
  const all = await everyProcess();
  if (all === undefined) return undefined;
  const roots = rootsOf(status);
  const supervisor = all.find(({ pid }) => pid === [...roots.values()][0])?.parent;
  const parts = [...roots].map(([name, pid]) => [name, withDescendants(pid, all)] as const);
  return new Map([...parts, ['supervisor', all.filter(({ pid }) => pid === supervisor)]]);
}

function rootsOf({ services, relays, brokers, databases }: LabStatus): Map<string, number> {
  const named = [
    ...services,
    ...relays,
    ...brokers,
    ...databases.map(({ kind, pid }) => ({ name: kind, pid })),
  ];
  return new Map(named.flatMap(({ name, pid }) => (pid === null ? [] : [[name, pid] as const])));
}

function withDescendants(root: number, all: readonly ProcessStat[]): readonly ProcessStat[] {
  const children = all.filter(({ parent }) => parent === root);
  return [
    ...all.filter(({ pid }) => pid === root),
    ...children.flatMap(({ pid }) => withDescendants(pid, all)),
  ];
}

async function everyProcess(): Promise<readonly ProcessStat[] | undefined> {
  const names = await readdir('/proc').catch(() => undefined);
  const pids = names?.filter((name) => /^\d+$/.test(name));
  if (pids === undefined || pids.length === 0) return undefined;
  // A process may end between the listing and the look.
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.filter((stat) => stat !== '').map(parseStat);
}
