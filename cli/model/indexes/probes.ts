import type { ProbeFact } from '../observation.ts';

/** What each probe said of itself, by its name. */
export type Probes = Map<string, ProbeState>;

export interface ProbeState {
  /** What may have been missed. Watching again does not bring it back, so it stays. */
  gap: string | undefined;
  /** Why it only looks from time to time, and what that loses; undefined where it sees every state. */
  polls: string | undefined;
}

export function foldProbe(probes: Probes, { probe, state, detail }: ProbeFact): void {
  const known = probes.get(probe) ?? { gap: undefined, polls: undefined };
  probes.set(probe, known);
  if (state === 'gap') known.gap ??= detail ?? 'something may have been missed';
  if (state === 'polling') known.polls ??= detail ?? 'states in between are not seen';
}
