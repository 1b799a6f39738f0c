import { readFile } from 'node:fs/promises';
import type { Lab } from '../../stack/lab.ts';
import { labProcesses } from './tree.ts';

/** Proportional set size by part of the lab, in MB: shared pages are counted once over all. Empty where it cannot be told. */
export async function memoryByPart(lab: Lab): Promise<ReadonlyMap<string, number>> {
  const parts = (await labProcesses(await lab.status())) ?? new Map<string, never>();
  const sums = [...parts].map(async ([name, processes]) => {
    const sizes = await Promise.all(processes.map(({ pid }) => proportionalKb(pid)));
    return [name, sizes.reduce((sum, kb) => sum + kb, 0) / 1024] as const;
  });
  return new Map(await Promise.all(sums));
}

/** 0 for a process that has ended, or that may not be looked into. */
async function proportionalKb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}
