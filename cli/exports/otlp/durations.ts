import type { Hop } from '../../model/hop.ts';
import type { Observation } from '../../model/observation.ts';

/** How long a hop took, in milliseconds: told for requests, handlers and the relay; everything else is a moment. */
export function durationsOf(observations: readonly Observation[]): (hop: Hop) => number {
  const told = new Map<string, number>();
  for (const each of observations) {
    if (each.kind === 'request') told.set(`http:${each.id}`, each.ms);
    if (each.kind !== 'line') continue;
    const { line } = each;
    if (line.event === 'http' && !told.has(`http:${line.id}`)) told.set(`http:${line.id}`, line.ms);
    if (line.event === 'published') told.set(relayed(line.relay, line.message, line.offset), line.ms);
    if (line.event === 'handled')
      told.set(handled(line.consumer, line.message, line.partition, line.offset), line.ms);
  }
  return ({ kind, id, service, ref }) => {
    const { message, consumer, partition, offset } = ref;
    if (kind === 'http') return told.get(id) ?? 0;
    if (kind === 'relay') return told.get(relayed(service, message, offset)) ?? 0;
    return kind === 'handled' ? (told.get(handled(consumer, message, partition, offset)) ?? 0) : 0;
  };
}

function relayed(relay: string, message?: string, offset?: string | null): string {
  return ['relay', relay, message, offset ?? ''].join('\0');
}

function handled(consumer?: string, message?: string | null, partition?: number, offset?: string): string {
  return ['handled', consumer, message, partition, offset].join('\0');
}
