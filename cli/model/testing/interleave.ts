import type { Told } from './world.ts';

/** The same facts in another order, each source's own kept. Each number picks the source that tells next. */
export function interleave(told: readonly Told[], picks: readonly number[]): Told[] {
  const sources = new Map<string, Told[]>();
  for (const fact of told) sources.set(fact.source, [...(sources.get(fact.source) ?? []), fact]);
  const queues = [...sources.values()];
  return told.map((_, step) => {
    const open = queues.filter((queue) => queue.length > 0);
    return open[(picks[step % picks.length] ?? 0) % open.length]!.shift()!;
  });
}

/** Probes that start over: after each fact chosen, its source tells again what it told up to there. */
export function stammer(told: readonly Told[], chosen: readonly number[]): Told[] {
  const again = new Set(chosen.map((index) => index % told.length));
  return told.flatMap((fact, index) => {
    if (!again.has(index)) return [fact];
    return [
      fact,
      ...told
        .slice(0, index + 1)
        .filter(({ source }) => source === fact.source)
        .slice(-3),
    ];
  });
}
