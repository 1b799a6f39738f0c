import { handlingsOf, isHandled, isParked, type Handling } from '../handling.ts';
import type { MessageStory, TopicRecord } from '../indexes/message-story.ts';
import { titleOf } from '../indexes/message-story.ts';
import { type Coordinates, isAt } from '../indexes/offset.ts';
import type { Model } from '../model.ts';
import { isHandlingObservable, writesLines } from '../observable.ts';
import { placeText } from '../place-text.ts';
import { deliveryLinks } from './delivery-links.ts';
import { documentLinks } from './document-links.ts';
import type { DeliveryLink, FaultLink, Link } from './link.ts';
import { missingLink } from './missing-link.ts';

/** Whether anybody was seen to receive it. */
export function isArrived(model: Model, story: MessageStory): boolean {
  return story.deliveries.length > 0 || handlingsOf(model, story).some(isHandled);
}

/**
 * What consumers did with one record of a message. What names no record that was seen goes to the first one; `record`
 * is undefined when none was seen at all.
 */
export function arrivalLinks(model: Model, story: MessageStory, record: TopicRecord | undefined): Link[] {
  const { records } = story;
  const isFirst = record === records[0];
  return handlingsOf(model, story).flatMap((handling) => {
    const here = deliveryLinks(story, handling).filter((link) => {
      const told = toldOf(link);
      const at = told && records.find((known) => isAt(known, told));
      return at ? at === record : isFirst;
    });
    if (isFirst) return [...here, ...withoutLine(model, story, handling)];
    return here.length > 0 || !record ? here : notTaken(model, story, handling, record);
  });
}

/** The record that the line behind a link names, if there is a line. */
function toldOf(link: DeliveryLink | FaultLink): Coordinates | undefined {
  if (link.kind !== 'fault') return 'line' in link.proof ? link.proof.line : undefined;
  const { topic, partition, offset } = link.firing.line;
  return topic === undefined || partition === undefined || offset === undefined
    ? undefined
    : { topic, partition, offset };
}

/** Of a consumer without a `handled` link: the documents that it changed all the same, else that this is missing. */
function withoutLine(model: Model, story: MessageStory, handling: Handling): Link[] {
  const { consumer, service, role, deliveries, receipts, effects } = handling;
  const isLinked =
    receipts.length > 0 || effects.length > 0 || deliveries.some(({ line }) => line.event === 'handled');
  if (isLinked) return [];
  if (isHandled(handling)) return documentLinks(model, story, handling);
  if (!role || isParked(handling) || !isHandlingObservable(model, handling)) return [];
  const last = deliveries.at(-1)?.line;
  return [
    missingLink(model, story, {
      expected: 'handled',
      which: consumer,
      service,
      what: `${titleOf(story)} not handled by ${consumer}`,
      notes: [
        last?.event === 'skipped' ? 'skipped as unknown' : undefined,
        last?.event === 'retry' ? `attempt ${last.attempt ?? 1}: ${last.error ?? 'failed'}` : undefined,
      ],
      ref: { consumer, message: story.id, ...(last?.error === undefined ? {} : { error: last.error }) },
      since: firstSeen(story),
    }),
  ];
}

/** A repeat that a consumer has not taken yet may still have an effect: until then nothing is at rest. */
function notTaken(
  model: Model,
  story: MessageStory,
  { consumer, service, role }: Handling,
  { topic, partition, offset, routing, at }: TopicRecord,
): Link[] {
  if (!role || !writesLines(model, service)) return [];
  const place = `${topic}/${partition}@${offset}`;
  return [
    missingLink(model, story, {
      expected: 'duplicate',
      which: `${consumer}:${place}`,
      service,
      what: `${titleOf(story)} repeated at ${routing ? placeText(routing) : place} not taken by ${consumer}`,
      ref: { consumer, message: story.id, topic, partition, offset, ...routing },
      since: at,
    }),
  ];
}

function firstSeen({ records, publications, outbox }: MessageStory) {
  const [record] = records;
  return record?.at ?? publications[0]?.at ?? outbox[0]?.transaction.at ?? { seenMs: 0, sourceMs: undefined };
}
