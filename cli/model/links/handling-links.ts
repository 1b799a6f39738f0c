import type { Handling } from '../handling.ts';
import { correlationOf, titleOf, typeOf, type MessageStory } from '../indexes/message-story.ts';
import type { Model } from '../model.ts';
import { sentBecauseOf, serviceOf } from '../order.ts';
import { exchangesWithin } from '../indexes/exchanges.ts';
import { isDecided } from './decided.ts';
import { documentLinks } from './document-links.ts';
import { exchangeLink } from './exchange-link.ts';
import type { DeliveryLink, Link } from './link.ts';
import { missingLink } from './missing-link.ts';
import { sendingLinks } from './sending-links.ts';
import { transactionLinks } from './transaction-links.ts';

/** What came of a message that was handled: rows and what they sent, documents, and what should have come. */
export function afterDelivery(model: Model, { story, handling, hasEffects }: DeliveryLink): Link[] {
  if (!hasEffects) return [];
  const correlation = correlationOf(story);
  return [
    ...handling.effects.flatMap((transaction) => transactionLinks(model, transaction, correlation)),
    ...sentUnseen(model, story, handling),
    ...exchangesWithin(model.exchanges, story.id).map(exchangeLink),
    ...documentLinks(model, story, handling),
    ...notEmitted(model, story, handling),
  ];
}

/** Messages that name it as their cause but whose outbox row was not seen. Shown by the first that may have sent them. */
function sentUnseen(model: Model, story: MessageStory, { role }: Handling): Link[] {
  return sentBecauseOf(model, story.id)
    .filter(({ outbox }) => outbox.length === 0)
    .filter((sent) => role?.emits.includes(typeOf(sent) ?? ''))
    .flatMap((sent) => sendingLinks(model, sent, undefined));
}

/**
 * Exactly one of `emits` must follow. It need not when the handler changed nothing because the saga was decided
 * before: every saga instance that led to the message is in a terminal state. A handler that does nothing while its
 * saga is still open has failed to answer, and so has one that changed rows and told nobody.
 */
function notEmitted(model: Model, story: MessageStory, handling: Handling): Link[] {
  const { role, effects, service, consumer } = handling;
  if (!role || role.emits.length === 0) return [];
  const isAnswer = (sent: MessageStory) =>
    role.emits.includes(typeOf(sent) ?? '') && isOf(model, sent, handling.service);
  if (sentBecauseOf(model, story.id).some(isAnswer)) return [];
  const hasChanged = effects.some(({ rows }) => rows.length > 0);
  if (effects.length > 0 && !hasChanged && isDecided(model, story)) return [];
  const what = `${service} emitted no ${role.emits.join(' or ')} after ${titleOf(story)}`;
  const since = effects[0]?.at ?? handling.deliveries[0]?.at ?? { seenMs: 0, sourceMs: undefined };
  const ref = { consumer, message: story.id };
  return [missingLink(model, story, { expected: 'outbox', which: consumer, service, what, ref, since })];
}

function isOf(model: Model, { outbox }: MessageStory, service: string): boolean {
  const row = outbox[0];
  return row === undefined || serviceOf(model, row.transaction) === service;
}
