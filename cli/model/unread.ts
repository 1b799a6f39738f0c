import type { RecordPlace } from '../systems/system.ts';
import type { TopicRecord } from './indexes/message-story.ts';
import { isInjected } from './indexes/messages.ts';
import { columnsOf } from './mapping/columns.ts';
import { headerText } from './mapping/header-text.ts';
import type { Model } from './model.ts';

/** Records on a topic that say nowhere which message they are, going by the mapping of the database that sends there. */
export interface Unread {
  readonly topic: string;
  readonly database: string;
  /** Where the mapping says that a record has its id. */
  readonly place: RecordPlace;
  readonly records: readonly TopicRecord[];
}

/**
 * Of a topic to which this database sends; undefined where every record there is a message. A form that cannot be
 * told otherwise, Eventuate Tram's, is none of these: there a record without an id is nobody's mistake in a file.
 */
export function unreadOn(model: Model, database: string, topic: string): Unread | undefined {
  const mapping = model.system.messaging[database]?.mapping;
  const place = mapping && columnsOf(mapping)?.record?.id;
  if (place === undefined) return undefined;
  const records = [...model.messages.lanes.values()]
    .flatMap((lane) => lane.records)
    .filter((record) => record.topic === topic && record.envelope === null)
    .filter((record) => !isInjected(model.messages, record));
  return records.length === 0 ? undefined : { topic, database, place, records };
}

/** All such records, by the databases that sent to their topics; where none was seen to, by the only one that could. */
export function allUnread(model: Model): Unread[] {
  const databases = Object.keys(model.system.messaging);
  const topics = new Set(
    [...model.messages.lanes.values()].flatMap(({ records }) => records.map(({ topic }) => topic)),
  );
  return [...topics].flatMap((topic) => {
    const senders = databases.filter((database) => sends(model, database, topic));
    const unread = (senders.length > 0 ? senders : databases).flatMap(
      (database) => unreadOn(model, database, topic) ?? [],
    );
    return senders.length > 0 || unread.length === 1 ? unread : [];
  });
}

function sends({ messages }: Model, database: string, topic: string): boolean {
  return [...messages.lanes.values()].some(({ sent }) =>
    sent.some((row) => row.envelope.topic === topic && row.transaction.database === database),
  );
}

/** `2 records on shop.orders are without the header ID, …`: what was seen, and what to put in the system file. */
export function unreadText(model: Model, { topic, database, place, records }: Unread): string {
  const count = records.length === 1 ? '1 record' : `${records.length} records`;
  const be = records.length === 1 ? 'is' : 'are';
  return `${count} on ${topic} ${be} without ${placeOf(place, records.length)}, where messaging.${database}.mapping looks for the id of a message; ${headersText(model, records)}`;
}

/** The same as a note beside what was looked for in vain. */
export function unreadNote({ place, records }: Unread): string {
  const count = records.length === 1 ? '1 record' : `${records.length} records`;
  return `${count} there ${records.length === 1 ? 'has' : 'have'} no ${bare(place)}`;
}

const askForHeader = 'write the one that has the id, as record: { id: { header: ... } }';
const askForPath = 'write where in its value the id is, as record: { id: { json: $... } }';

function headersText(model: Model, records: readonly TopicRecord[]): string {
  const names = [...new Set(records.flatMap(({ headers }) => Object.keys(headers ?? {})))].sort();
  if (names.length === 0) return `no record has a header: ${askForPath}`;
  const found = names.find((name) => records.every((record) => isIdOfRow(model, record, name)));
  const there = `${names.length === 1 ? 'the only header there is' : 'the headers there are'} ${names.join(', ')}`;
  return found === undefined
    ? `${there}: ${askForHeader}`
    : `${there}, and ${found} has the id of an outbox row: write record: { id: { header: ${found} } }`;
}

/** Of a row sent to that topic: a header may as well have the id of what the message was sent for. */
function isIdOfRow({ messages }: Model, { topic, headers }: TopicRecord, name: string): boolean {
  const rows = messages.stories.get(headerText(headers?.[name]) ?? '')?.outbox ?? [];
  return rows.some(({ envelope }) => envelope.topic === topic);
}

function placeOf(place: RecordPlace, count: number): string {
  return 'header' in place
    ? `the header ${place.header}`
    : `${place.json} in ${count === 1 ? 'its' : 'their'} value`;
}

function bare(place: RecordPlace): string {
  return 'header' in place ? `header ${place.header}` : `${place.json} in the value`;
}
