import type { System } from '../../systems/system.ts';
import { columnsOf } from '../mapping/columns.ts';
import { typeHeaders, type Envelope } from '../mapping/envelope.ts';
import { correlationOf, type MessageStory, type TopicRecord } from '../indexes/message-story.ts';
import { isInjected } from '../indexes/messages.ts';
import { compareCoordinates } from '../indexes/offset.ts';
import type { OutboxRow } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { type Unread, unreadOn, unreadText } from '../unread.ts';
import { differences } from '../view/difference.ts';
import { parsePayload } from '../view/payload.ts';
import { commitLabel, messageLabel, type InvariantKind, type Subject } from './invariant.ts';
import { lanesOf, placeLabel } from './lanes.ts';

/**
 * Every committed outbox row is on its topic as it was written, and no record is there that no outbox row explains but
 * those that a step of the scenario put there.
 */
export const outboxEqualsTopics: InvariantKind<'outbox-equals-topics'> = {
  appliesTo: ({ messaging, topics }) => Object.keys(messaging).length > 0 && Object.keys(topics).length > 0,
  restsOn: (probe) => probe.startsWith('wal ') || probe === 'topics',
  needsEveryState: () => false,
  check(subject) {
    const { model, scope } = subject;
    const unread = unreadOfMissing(subject);
    const isRead = ({ topic }: Pick<OutboxRow['envelope'], 'topic'>) => !unread.has(topic);
    const lost = scope.stories.flatMap((story) =>
      story.outbox.flatMap((row) =>
        story.records.length > 0 || isRead(row.envelope) ? notOnTopic(model, story, row) : [],
      ),
    );
    const phantoms = phantomsOf(subject)
      .filter((record) => record.envelope !== null || isRead(record))
      .map((record) => `${recordLabel(record)}: no outbox row explains this record`);
    return {
      touched: scope.stories.length > 0,
      violations: [...lost, ...phantoms],
      unknown: [...unread.values()].map((each) => unreadText(model, each)),
    };
  },
};

/** Of each topic on which a row's record was not seen: the records there that may be it, as nothing says which they are. */
function unreadOfMissing({ model, scope }: Subject): ReadonlyMap<string, Unread> {
  const missing = scope.stories.flatMap(({ outbox, records }) => (records.length === 0 ? outbox : []));
  return new Map(
    missing.flatMap(({ envelope: { topic }, transaction: { database } }) => {
      const unread = unreadOn(model, database, topic);
      return unread === undefined ? [] : [[topic, unread]];
    }),
  );
}

function notOnTopic(model: Model, { records }: MessageStory, row: OutboxRow): string[] {
  const { topic } = row.envelope;
  const name = `${messageLabel(row)} (${commitLabel(row.transaction)})`;
  const there = records.filter((record) => record.topic === topic);
  const elsewhere = records.filter((record) => record.topic !== topic);
  if (there.length === 0 && elsewhere.length === 0) return [`${name}: not on topic ${topic}`];
  if (there.length === 0) return [`${name}: not on topic ${topic} but at ${placeLabel(elsewhere[0]!)}`];
  return [
    ...elsewhere.map((record) => `${name}: also at ${placeLabel(record)}, its own topic is ${topic}`),
    ...there.flatMap((record) => changedOnTheWay(model, name, row, record)),
  ];
}

/** Headers that must arrive as they were written, by the name that the envelope gives them. */
const headers = {
  type: 'type',
  outcome: 'reply_outcome-type',
  aggregateType: 'event-aggregate-type',
  aggregateId: 'event-aggregate-id',
  correlation: 'correlation-id',
  causation: 'causation-id',
} as const satisfies Partial<Record<keyof Envelope, string>>;

function changedOnTheWay({ system }: Model, name: string, row: OutboxRow, record: TopicRecord): string[] {
  const { key } = row.envelope;
  const at = placeLabel(record);
  if (key !== null && record.key !== key)
    return [`${name}: has key ${record.key} at ${at}, its own is ${key}`];
  for (const field of Object.keys(headers) as (keyof typeof headers)[]) {
    if (record.envelope?.tells?.includes(field) === false) continue;
    const [own, other] = [row.envelope[field], record.envelope?.[field] ?? null];
    if (own !== other)
      return [
        other === null
          ? `${name}: has no ${whereIs(system, row, field)} at ${at}, its own is ${own}`
          : `${name}: has ${whereIs(system, row, field)} ${other} at ${at}, its own is ${own}`,
      ];
  }
  if (isSameJson(row.payload, record.payload)) return [];
  return [`${name}: has another payload at ${at}: ${record.payload}`];
}

/** What the mapping calls it: a header of Eventuate Tram's, else where the system file looks for it. */
function whereIs(
  { messaging }: System,
  { envelope, transaction }: OutboxRow,
  field: keyof typeof headers,
): string {
  const mapping = messaging[transaction.database]?.mapping;
  const record = mapping && columnsOf(mapping)?.record;
  if (record === undefined || !(field === 'type' || field === 'correlation' || field === 'causation'))
    return field === 'type' ? typeHeaders[envelope.form] : headers[field];
  const place = record[field];
  return place === undefined ? field : 'header' in place ? `header ${place.header}` : place.json;
}

function isSameJson(left: string, right: string): boolean {
  return left === right || differences(parsePayload(left), parsePayload(right)).length === 0;
}

/**
 * Records of the run, or of its keys, without an outbox row. One of another correlation that comes before all that was
 * watched of its key may have been committed before the watch began, and is nobody's guilt.
 */
function phantomsOf({ model, scope, correlations }: Subject): TopicRecord[] {
  const wanted = new Set(correlations);
  const own = scope.stories.filter(({ outbox }) => outbox.length === 0).flatMap(({ records }) => records);
  const found = new Set(own);
  for (const { records } of lanesOf(model, scope)) {
    const watched = records.filter(isExplained);
    for (const record of records) {
      if (isExplained(record)) continue;
      const correlation = record.envelope && correlationOf(storyOf(record));
      const isEarlier = !watched.some(
        (known) => known.partition === record.partition && compareCoordinates(known, record) < 0,
      );
      if (correlation && !wanted.has(correlation) && isEarlier) continue;
      found.add(record);
    }
  }
  return [...found].filter((record) => !isInjected(model.messages, record)).sort(compareCoordinates);

  function isExplained({ envelope }: TopicRecord): boolean {
    return envelope !== null && (model.messages.stories.get(envelope.id)?.outbox.length ?? 0) > 0;
  }
  function storyOf({ envelope }: TopicRecord): MessageStory {
    return model.messages.stories.get(envelope?.id ?? '')!;
  }
}

function recordLabel(record: TopicRecord): string {
  const what = record.envelope ? messageLabel({ envelope: record.envelope }) : 'no message';
  return `${placeLabel(record)} with key ${record.key} (${what})`;
}
