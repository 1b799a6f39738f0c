import type { Handling } from '../handling.ts';
import { correlationOf, type Delivery, type Firing, type MessageStory } from '../indexes/message-story.ts';
import { faultLink, seamOf } from './fault-links.ts';
import type { DeliveryLink, FaultLink } from './link.ts';
import { numbered } from './numbered.ts';

/** What was told of a handling, in the order told; and that it was handled, where only its effects prove that. */
export function deliveryLinks(story: MessageStory, handling: Handling): (DeliveryLink | FaultLink)[] {
  const { consumer, receipts, effects } = handling;
  const correlation = correlationOf(story);
  const link = (
    kind: DeliveryLink['kind'],
    id: string,
    proof: DeliveryLink['proof'],
    hasEffects: boolean,
  ): DeliveryLink => ({ kind, id, correlation, story, handling, proof, hasEffects });

  const times = new Map<string, number>();
  const links = inOrderTold(handling).flatMap((told): (DeliveryLink | FaultLink)[] => {
    if (isFiring(told)) return [faultLink(told, correlation)];
    const { event } = told.line;
    if (event === 'skipped') return [];
    const name = nameOf(told);
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    return [link(event, numbered(name, time), told, event === 'handled' && time === 0)];
  });
  if (times.has(handledName(consumer, story.id))) return links;
  const proof = receipts[0] ?? (effects[0] && { transaction: effects[0] });
  if (!proof) return links;
  // A fault after the commit tells where the commit was; else it was before all that was told.
  const told = links.findIndex((each) => each.kind === 'fault' && seamOf(each.firing) === 'after-commit');
  const handled = link('handled', handledName(consumer, story.id), proof, true);
  return links.toSpliced(Math.max(0, told), 0, handled);
}

/** Deliveries stand in the order of their records; a fault before the first line that its process wrote after it. */
function inOrderTold({ deliveries, faults }: Handling): (Delivery | Firing)[] {
  const told: (Delivery | Firing)[] = [...deliveries];
  for (const firing of faults) {
    const next = told.findIndex(({ process, order }) => process === firing.process && order > firing.order);
    told.splice(next < 0 ? told.length : next, 0, firing);
  }
  return told;
}

function isFiring(told: Delivery | Firing): told is Firing {
  return told.line.event === 'fault';
}

/** One name for the handling of a message, whatever proves it; all else is told apart by its record. */
function nameOf({ line }: Delivery): string {
  const { event, consumer, message, topic, partition, offset } = line;
  return event === 'handled'
    ? handledName(consumer, message)
    : `${event}:${consumer}/${topic}/${partition}/${offset}`;
}

function handledName(consumer: string, message: string | null): string {
  return `handled:${consumer}/${message}`;
}
