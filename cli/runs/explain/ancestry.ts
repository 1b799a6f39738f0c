import type { Hop, HopKind } from '../../model/hop.ts';
import type { RecordedScenario } from '../recording.ts';

export type Told = Pick<RecordedScenario, 'chain' | 'model'>;

/** The hop and its causes, nearest first, up to its root. */
export function causesOf({ chain, model }: Told, hop: Hop): Hop[] {
  const byId = new Map(chain.map((each) => [each.id, each]));
  const causes: Hop[] = [];
  // A recording from elsewhere may hold a ring of causes.
  for (let at: Hop | undefined = hop; at !== undefined && !causes.includes(at);) {
    causes.push(at);
    at = answeredElsewhere(model, chain, at) ?? byId.get(at.cause ?? '');
  }
  return causes;
}

/**
 * What a command that waited for a lock came to stands in the chain below that which gave the lock back, as it was done in that
 * transaction. It was caused by the command, as its message says.
 */
function answeredElsewhere(
  { messages }: Told['model'],
  chain: readonly Hop[],
  { kind, ref }: Hop,
): Hop | undefined {
  if (kind !== 'outbox' || ref.form !== 'reply') return undefined;
  const command = messages.stories.get(ref.message ?? '')?.envelope?.causation ?? undefined;
  return chain.findLast(
    (hop) => (hop.kind === 'handled' || hop.kind === 'outbox') && hop.ref.message === command,
  );
}

/** The nearest cause of one of these kinds, which the hop itself may be. */
export function nearest(causes: readonly Hop[], ...kinds: readonly HopKind[]): Hop | undefined {
  return causes.find(({ kind }) => kinds.includes(kind));
}
