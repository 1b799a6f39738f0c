import type { Lab } from '../../stack/lab.ts';
import { labProcesses } from './tree.ts';

/** Milliseconds of CPU by part of the lab, since each began; empty where it cannot be told. */
export async function cpuByPart(lab: Lab): Promise<ReadonlyMap<string, number>> {
  const parts = (await labProcesses(await lab.status())) ?? new Map<string, never>();
  return new Map(
    [...parts].map(([name, processes]) => [name, processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0)]),
  );
}
