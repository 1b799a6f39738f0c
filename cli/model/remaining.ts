import { handlingsOf } from './handling.ts';
import type { Hop } from './hop.ts';
import { typeOf } from './indexes/message-story.ts';
import type { Model } from './model.ts';
import { sentBecauseOf } from './order.ts';
import type { HandlerRole } from './roles.ts';

/** A consumer that still has to take something, and to answer it. */
export interface RemainingStep {
  readonly consumer: string;
  readonly service: string;
  /** Event types of which it takes whichever comes. */
  readonly takes: readonly string[];
  /** Event types of which exactly one has to follow. */
  readonly emits: readonly string[];
}

/**
 * What the system file says must still follow in a chain before nothing has to be answered any more: first whoever
 * must answer what was sent already, then whoever must answer the answers.
 */
export function remainingSteps(model: Model, chain: readonly Hop[]): RemainingStep[] {
  const steps: RemainingStep[] = [];
  const told = new Set<string>();
  let next = unanswered(model, chain);
  while (next.length > 0) {
    const fresh = next.filter(({ consumer }) => !told.has(consumer));
    steps.push(...fresh);
    for (const { consumer } of fresh) told.add(consumer);
    next = byConsumer(
      model,
      fresh.flatMap(({ emits }) => emits),
    );
  }
  return steps;
}

/** Consumers that were sent something that they must answer, and have not. */
function unanswered(model: Model, chain: readonly Hop[]): RemainingStep[] {
  const messages = new Set(
    chain.flatMap(({ kind, ref }) => (kind === 'outbox' || kind === 'record' ? [ref.message ?? ''] : [])),
  );
  return merged(
    [...messages].flatMap((id) => {
      const story = model.messages.stories.get(id);
      if (!story) return [];
      const answers = new Set(sentBecauseOf(model, id).map(typeOf));
      return handlingsOf(model, story).flatMap(({ role, effects }) => {
        if (!role || role.emits.length === 0 || role.emits.some((type) => answers.has(type))) return [];
        // Whoever took it and had nothing to say: the saga was decided before.
        return effects.length > 0 ? [] : [stepOf(role, typeOf(story) ?? '')];
      });
    }),
  );
}

/** Who must answer these event types, on whichever topic they come. */
function byConsumer(model: Model, types: readonly string[]): RemainingStep[] {
  const wanted = new Set(types);
  const steps: RemainingStep[] = [];
  for (const [name, roles] of model.roles.handlers) {
    const type = name.slice(name.indexOf('/') + 1);
    if (!wanted.has(type)) continue;
    for (const role of roles) if (role.emits.length > 0) steps.push(stepOf(role, type));
  }
  return merged(steps);
}

function stepOf({ name, service, emits }: HandlerRole, type: string): RemainingStep {
  return { consumer: name, service, takes: [type], emits };
}

function merged(steps: readonly RemainingStep[]): RemainingStep[] {
  const byName = new Map<string, RemainingStep>();
  for (const step of steps) {
    const known = byName.get(step.consumer);
    byName.set(step.consumer, {
      ...step,
      takes: [...new Set([...(known?.takes ?? []), ...step.takes])],
      emits: [...new Set([...(known?.emits ?? []), ...step.emits])],
    });
  }
  return [...byName.values()];
}
