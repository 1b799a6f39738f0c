import { serviceOf } from '../order.ts';
import { titleOf, typeOf } from '../indexes/message-story.ts';
import type { Model } from '../model.ts';
import { messageTitle } from '../message-title.ts';
import { placeText } from '../place-text.ts';
import type { Description } from './description.ts';
import { messageRef } from './message-ref.ts';
import type { DocumentLink, RecordLink, RelayLink } from './link.ts';

export function describeRelay(model: Model, { story, publication: { line } }: RelayLink): Description {
  const { relay, database, topic, key, partition, offset, xid, lsn } = line;
  const type = typeOf(story) ?? 'message';
  const commit = lsn === null ? { database, xid } : { database, xid, lsn };
  const position = offset === null ? {} : { offset };
  const routing = story.records[0]?.routing;
  return {
    type,
    service: relay,
    label: `${titleOf(story)} relayed to ${routing ? `exchange ${routing.exchange}` : topic}`,
    ref: {
      ...commit,
      message: story.id,
      topic,
      partition,
      key,
      ...position,
      ...routing,
      ...messageRef(model, story.envelope),
    },
  };
}

/** A record is its sender's: the service whose outbox it came from. */
export function describeRecord(model: Model, { story, record }: RecordLink): Description {
  const { topic, partition, offset, key, envelope, routing } = record;
  const type = envelope?.type ?? 'message';
  const database = story.outbox[0]?.transaction.database ?? story.publications[0]?.line.database ?? '';
  return {
    type,
    service: serviceOf(model, { database }),
    label: `${messageTitle(envelope ?? { type })} at ${placeText({ topic, partition, offset, ...routing })}`,
    ref: { topic, partition, offset, key, ...routing, message: story.id, ...messageRef(model, envelope) },
  };
}

export function describeDocument({ story, service, application }: DocumentLink): Description {
  const { database, collection, document, op } = application;
  return {
    type: op,
    service,
    label: `${collection} ${document}: ${titleOf(story)} applied`,
    ref: { database, collection, _id: document, message: story.id },
  };
}
