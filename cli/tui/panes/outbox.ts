import { messageCell } from './message-cell.ts';
import { lagText, ageOf, shortKey } from './texts.ts';
import { isRelayed } from '../../model/lag.ts';
import { correlationOf, newStory, type MessageStory } from '../../model/indexes/message-story.ts';
import type { OutboxEntry } from '../ledger/entries.ts';
import type { Cell, Pane, PaneRow } from './pane.ts';
import { relayTexts } from './relay-text.ts';
import { sign } from './signs.ts';

/** Rows of the outbox, and whether the relay has taken them: a row that waits shows for how long. */
export const outbox: Pane = {
  id: 'outbox',
  title: 'outbox',
  about: 'rows of the outbox tables: relayed and how fast, or waiting and for how long',
  empty: () => 'messages appear here as services commit them to their outbox',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'type', width: 'rest', drop: 0, least: 22 },
    { title: 'key', width: 5, drop: 2 },
    { title: 'relayed', width: 7, drop: 0, align: 'right' },
    { title: 'destination', width: 11, drop: 3 },
    { title: 'database', width: 12, drop: 4 },
    { title: 'lsn', width: 12, drop: 5, align: 'right' },
    { title: 'xid', width: 8, drop: 6, align: 'right' },
    { title: 'id', width: 33, drop: 7 },
  ],
  rows: ({ look: { ledger, nowMs } }) => ({
    length: ledger.entries.outbox.length,
    row: (index) => rowOf(ledger.entries.outbox[index]!, nowMs),
    find: ({ kind, ref }) =>
      kind === 'outbox' ? (ledger.entries.outboxAt.get(ref.message ?? '') ?? -1) : -1,
  }),
  summary: ({ look }) => [`${look.ledger.entries.outbox.length}`, ...relayTexts(look)].join(', '),
};

function rowOf({ model, observation, envelope, payload }: OutboxEntry, nowMs: number): PaneRow {
  const { database, xid, lsn = '' } = observation;
  const { id, topic, key, type } = envelope;
  const story = model.messages.stories.get(id) ?? newStory(id);
  const relay = relayOf(story, nowMs - observation.seenMs);
  return {
    id: `${database}/${id}`,
    picks: {
      system: model.system.name,
      correlation: correlationOf(story) || (envelope.correlation ?? ''),
      hop: `outbox:${id}`,
    },
    hops: [`outbox:${id}`],
    cells: [
      relay.sign,
      messageCell(envelope, '?'),
      { text: key ?? '', shorter: shortKey(key ?? '') },
      relay.lag,
      { text: topic, tone: 'dim' },
      { text: database, tone: 'dim' },
      { text: lsn, tone: 'dim' },
      { text: `${xid}`, tone: 'dim' },
      { text: id, tone: 'dim' },
    ],
    fields: () => ({
      id,
      topic,
      database,
      lsn,
      key: key ?? '',
      type: type ?? '',
      xid: `${xid}`,
      missing: isRelayed(story) ? '' : 'relay',
    }),
    detail: () => ({ database, xid, lsn, ...envelope, payload }),
  };
}

/** When the relay handed it over; where no line of it was seen, when its record was there. */
function relayOf({ outbox: rows, publications, records, deliveries }: MessageStory, ageMs: number) {
  const committed = rows[0]?.transaction.at;
  const sent = publications[0]?.at ?? records[0]?.at;
  if (!committed || !sent)
    return {
      sign: { text: sign.waiting, tone: 'unsure' },
      lag: { text: ageOf(ageMs), tone: 'unsure' },
    } as const satisfies Record<string, Cell>;
  const lag: Cell = { text: lagText(committed, sent), tone: 'dim' };
  return deliveries.some(({ line }) => line.event === 'parked')
    ? { sign: { text: sign.parked, tone: 'bad' } as const, lag }
    : { sign: { text: sign.passed, tone: 'good' } as const, lag };
}
