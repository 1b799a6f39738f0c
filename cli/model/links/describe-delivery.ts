import { titleOf, typeOf } from '../indexes/message-story.ts';
import type { HopRef } from '../hop.ts';
import type { Model } from '../model.ts';
import { commitRef } from './commit-ref.ts';
import type { Description } from './description.ts';
import { messageRef } from './message-ref.ts';
import type { DeliveryLink } from './link.ts';

const verb = {
  handled: 'handled',
  duplicate: 'saw again',
  retry: 'will retry',
  parked: 'parked',
} satisfies Record<DeliveryLink['kind'], string>;

export function describeDelivery(model: Model, link: DeliveryLink): Description {
  const { kind, story, handling } = link;
  const type = typeOf(story) ?? 'message';
  const error = errorOf(link);
  return {
    type,
    service: handling.service,
    label: `${handling.consumer} ${verb[kind]} ${titleOf(story)}${error === undefined ? '' : `: ${error}`}`,
    ref: {
      consumer: handling.consumer,
      message: story.id,
      ...placeOf(link),
      ...messageRef(model, story.envelope),
    },
  };
}

function placeOf({ proof, handling }: DeliveryLink): HopRef {
  const committed = handling.receipts[0]?.transaction ?? handling.effects[0];
  const commit = committed && commitRef(committed);
  if (!('line' in proof)) return { ...commit };
  const { topic, partition, offset, key, queue, error } = proof.line;
  const inbox = proof.line.event === 'handled' ? commit : {};
  const taken = queue === undefined ? {} : { exchange: topic, routingKey: key ?? '', queue };
  return { topic, partition, offset, ...taken, ...inbox, ...(error === undefined ? {} : { error }) };
}

function errorOf({ proof }: DeliveryLink): string | undefined {
  return 'line' in proof ? proof.line.error : undefined;
}
