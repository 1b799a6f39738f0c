import { chainOf } from './chain.ts';
import type { Model } from './model.ts';

export interface ChainEvent {
  readonly type: string;
  readonly message: string;
  readonly aggregateType: string | null;
  readonly aggregateId: string | null;
}

/** The messages of these chains, each once, in causal order: none before the one that led to it. */
export function eventsOf(model: Model, correlations: readonly string[]): readonly ChainEvent[] {
  const events = new Map<string, ChainEvent>();
  for (const { kind, type, ref } of chainOf(model, correlations)) {
    const message = ref.message ?? '';
    if ((kind !== 'outbox' && kind !== 'record') || events.has(message)) continue;
    const { aggregateType = null, aggregateId = null } = model.messages.stories.get(message)?.envelope ?? {};
    events.set(message, { type, message, aggregateType, aggregateId });
  }
  return [...events.values()];
}
