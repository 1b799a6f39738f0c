import { fileURLToPath } from 'node:url';
import type { ScenarioReport } from '../../scenario/report.ts';

/** The folder of one of the systems in `examples`. */
export function exampleFolder(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
}

/** The chain's hops by kind, each as its label and what caused it: without ids of a run. */
export function hopKinds({ chain }: ScenarioReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of chain) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Hops that no request leads to. */
export function rootsOf({ chain }: ScenarioReport): string[] {
  return chain.filter(({ cause }) => cause === null).map(({ kind, label }) => `${kind} ${label}`);
}

export function missingOf({ chain }: ScenarioReport): string[] {
  return chain.filter(({ kind }) => kind === 'missing').map(({ label }) => label);
}

export function invariantsOf({ invariants }: ScenarioReport): Record<string, string> {
  return Object.fromEntries(invariants.map(({ name, verdict }) => [name, verdict]));
}
