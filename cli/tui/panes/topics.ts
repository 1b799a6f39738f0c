import { correlationOf } from '../../model/indexes/message-story.ts';
import type { RecordEntry } from '../ledger/entries.ts';
import type { Pane, PaneRow } from './pane.ts';

/** Records of all topics, as they came. */
export const topics: Pane = {
  id: 'topics',
  title: 'topics',
  about: 'records of the topics: partition, offset, key, type',
  empty: 'no record yet',
  columns: [
    { title: 'topic', width: 9, drop: 0 },
    { title: 'p@offset', width: 8, drop: 0, align: 'right' },
    { title: 'key', width: 5, drop: 1 },
    { title: 'type', width: 'rest', drop: 0 },
  ],
  rows: ({ look: { ledger } }) => ({
    length: ledger.entries.records.length,
    row: (index) => rowOf(ledger.entries.records[index]!),
  }),
  summary: ({ look: { ledger } }) => `${ledger.entries.records.length}`,
};

function rowOf({ model, observation, envelope, payload }: RecordEntry): PaneRow {
  const { topic, partition, offset, key } = observation;
  const hop = `record:${topic}/${partition}/${offset}`;
  const story = envelope && model?.messages.stories.get(envelope.id);
  const correlation = story ? correlationOf(story) : (envelope?.correlation ?? '');
  return {
    id: hop,
    picks: model && envelope ? { system: model.system.name, correlation, hop } : null,
    hops: [hop],
    cells: [
      { text: topic },
      { text: `${partition}@${offset}`, tone: 'dim' },
      { text: key ?? '' },
      { text: envelope?.type ?? '(no message)' },
    ],
    fields: () => ({
      topic,
      offset,
      partition: `${partition}`,
      key: key ?? '',
      type: envelope?.type ?? '',
      id: envelope?.id ?? '',
    }),
    detail: () => ({ topic, partition, offset, key, ...envelope, payload }),
  };
}
