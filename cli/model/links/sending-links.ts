import { correlationOf, titleOf, topicOf, type MessageStory } from '../indexes/message-story.ts';
import type { Publication, TopicRecord } from '../indexes/message-story.ts';
import { compareOffsets } from '../indexes/offset.ts';
import type { Moment } from '../indexes/moment.ts';
import type { Model } from '../model.ts';
import { isRelayObservable } from '../observable.ts';
import { serviceOf } from '../order.ts';
import { unreadNote, unreadOn } from '../unread.ts';
import { arrivalLinks, isArrived } from './arrival-links.ts';
import { commitRef } from './commit-ref.ts';
import { faultLinks } from './fault-links.ts';
import type { Link, OutboxLink, RecordLink, RelayLink } from './link.ts';
import { missingLink } from './missing-link.ts';
import { numbered } from './numbered.ts';

/** The way of a message from its outbox row to its topic. */
export function afterOutbox(model: Model, { story, row }: OutboxLink): Link[] {
  return story.outbox[0] === row ? sendingLinks(model, story, row.transaction.at) : [];
}

/** The same for a message whose outbox row was not seen. */
export function sendingLinks(model: Model, story: MessageStory, since: Moment | undefined): Link[] {
  const ofRelay = story.faults.filter(({ line }) => line.consumer === undefined);
  const { before, after } = faultLinks(ofRelay, correlationOf(story), (seam) => seam === 'after-commit');
  return [...before, ...sentLinks(model, story, since), ...after];
}

function sentLinks(model: Model, story: MessageStory, since: Moment | undefined): Link[] {
  const { unrelayed } = placed(story);
  const seen = [...relayLinks(story), ...recordLinks(story, unrelayed)];
  if (seen.length > 0) return seen;
  if (isArrived(model, story)) return arrivalLinks(model, story, undefined);
  return since ? [notSent(model, story, since)] : [];
}

export function afterRelay(model: Model, { story, publication }: RelayLink): Link[] {
  const { relayed } = placed(story);
  const isFirst = publicationsOf(story)[0] === publication;
  if (!isFirst || story.records.length > 0) return recordLinks(story, relayed.get(publication) ?? []);
  if (isArrived(model, story)) return arrivalLinks(model, story, undefined);
  const expected = `${titleOf(story)} relayed, but not seen on topic ${topicOf(story)}`;
  const ref = { message: story.id, topic: topicOf(story) };
  const service = publication.line.relay;
  return [
    missingLink(model, story, { expected: 'record', service, what: expected, ref, since: publication.at }),
  ];
}

export function afterRecord(model: Model, { story, record }: RecordLink): Link[] {
  return arrivalLinks(model, story, record);
}

function notSent(model: Model, story: MessageStory, since: Moment): Link {
  const transaction = story.outbox[0]?.transaction;
  const commit = transaction ? commitRef(transaction) : { database: '', xid: 0, lsn: '' };
  const service = serviceOf(model, commit);
  const title = titleOf(story);
  const topic = topicOf(story);
  const ref = { ...commit, message: story.id, topic };
  if (isRelayObservable(model, commit.database))
    return missingLink(model, story, {
      expected: 'relay',
      service: 'relay',
      what: `${title} not relayed`,
      ref,
      since,
    });
  const unread = unreadOn(model, commit.database, topic);
  return missingLink(model, story, {
    expected: 'record',
    service,
    what: unread ? `${title} not recognised on topic ${topic}` : `${title} not seen on topic ${topic}`,
    notes: [unread && unreadNote(unread)],
    ref,
    since,
  });
}

function relayLinks(story: MessageStory): RelayLink[] {
  return publicationsOf(story).map((publication, index) => ({
    kind: 'relay',
    id: numbered(`relay:${story.id}`, index),
    correlation: correlationOf(story),
    story,
    publication,
  }));
}

function recordLinks(story: MessageStory, records: readonly TopicRecord[]): RecordLink[] {
  return records.map((record) => ({
    kind: 'record',
    id: `record:${record.topic}/${record.partition}/${record.offset}`,
    correlation: correlationOf(story),
    story,
    record,
  }));
}

/** In order of what the broker answered; where it did not say, as written. */
function publicationsOf({ publications }: MessageStory): Publication[] {
  return [...publications].sort(
    ({ line: left, ...leftWritten }, { line: right, ...rightWritten }) =>
      left.partition - right.partition ||
      compareOffsets(left.offset ?? '', right.offset ?? '') ||
      (leftWritten.process < rightWritten.process
        ? -1
        : leftWritten.process > rightWritten.process
          ? 1
          : 0) ||
      leftWritten.order - rightWritten.order,
  );
}

interface Placed {
  readonly relayed: ReadonlyMap<Publication, TopicRecord[]>;
  /** Records whose relay line was not seen: the relay may have died before it wrote one. */
  readonly unrelayed: readonly TopicRecord[];
}

/** Which record came of which publication: by offset, else the next one that nobody claims. */
function placed(story: MessageStory): Placed {
  const free = [...story.records];
  const relayed = new Map<Publication, TopicRecord[]>();
  const take = (publication: Publication, index: number) => {
    if (index >= 0) relayed.set(publication, free.splice(index, 1));
  };
  const publications = publicationsOf(story);
  for (const publication of publications) {
    const { partition, offset } = publication.line;
    take(
      publication,
      free.findIndex((record) => record.partition === partition && record.offset === offset),
    );
  }
  for (const publication of publications)
    if (publication.line.offset === null) take(publication, free.length > 0 ? 0 : -1);
  return { relayed, unrelayed: free };
}
