import { correlationOf } from '../../model/indexes/message-story.ts';
import { ageText } from '../../model/links/age.ts';
import type { OutboxEntry } from '../ledger/entries.ts';
import type { Cell, Pane, PaneRow } from './pane.ts';

/** Rows of the outbox, and whether the relay has taken them: a row that waits shows for how long. */
export const outbox: Pane = {
  id: 'outbox',
  title: 'outbox',
  about: 'rows of the outbox tables: relayed or waiting, and for how long',
  empty: 'no outbox row yet',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'type', width: 'rest', drop: 0 },
    { title: 'topic', width: 9, drop: 3 },
    { title: 'key', width: 5, drop: 1 },
    { title: 'relayed', width: 9, drop: 0, align: 'right' },
    { title: 'lsn', width: 12, drop: 2, align: 'right' },
  ],
  rows: ({ look: { ledger, nowMs } }) => ({
    length: ledger.entries.outbox.length,
    row: (index) => rowOf(ledger.entries.outbox[index]!, nowMs),
  }),
  summary: ({ look: { ledger } }) => `${ledger.entries.outbox.length}`,
};

function rowOf({ model, observation, envelope, payload }: OutboxEntry, nowMs: number): PaneRow {
  const { database, xid, lsn, seenMs } = observation;
  const { id, topic, key, type } = envelope;
  const story = model.messages.stories.get(id);
  const relayed = story !== undefined && (story.publications.length > 0 || story.records.length > 0);
  const correlation = (story && correlationOf(story)) ?? envelope.correlation ?? '';
  return {
    id: `${database}/${id}`,
    picks: { system: model.system.name, correlation, hop: `outbox:${id}` },
    hops: [`outbox:${id}`],
    cells: [
      { text: relayed ? '✓' : '…', tone: relayed ? 'good' : 'unsure' },
      { text: type ?? '?' },
      { text: topic, tone: 'dim' },
      { text: key ?? '' },
      relayedCell(relayed, nowMs - seenMs),
      { text: lsn, tone: 'dim' },
    ],
    fields: () => ({
      id,
      topic,
      database,
      lsn,
      key: key ?? '',
      type: type ?? '',
      xid: `${xid}`,
      missing: relayed ? '' : 'relay',
    }),
    detail: () => ({ database, xid, lsn, ...envelope, payload }),
  };
}

function relayedCell(relayed: boolean, ageMs: number): Cell {
  return relayed ? { text: 'yes', tone: 'dim' } : { text: ageText(ageMs), tone: 'unsure' };
}
