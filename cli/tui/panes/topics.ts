import { correlationOf, newStory, type MessageStory } from '../../model/indexes/message-story.ts';
import { handlingsOf, isHandled, isParked } from '../../model/handling.ts';
import { isInjected } from '../../model/indexes/messages.ts';
import type { Model } from '../../model/model.ts';
import type { RecordEntry } from '../ledger/entries.ts';
import { lagIn } from '../ledger/ledger.ts';
import { messageCell } from './message-cell.ts';
import { madeOf, type Cell, type Pane, type PaneRow } from './pane.ts';
import { sign } from './signs.ts';
import { queueRow } from './queue-row.ts';
import { shortKey, startOf } from './texts.ts';

/** Records of all topics, as they came; on RabbitMQ the queues below them. */
export const topics: Pane = {
  id: 'topics',
  title: 'topics',
  about: 'records of the topics: place, key, type, payload, and who has not taken them; queues of RabbitMQ',
  empty: () => 'records appear here as the relay publishes them',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'topic/p@off', width: 13, drop: 0 },
    { title: 'key', width: 4, drop: 1 },
    { title: 'type', width: 23, drop: 0 },
    { title: 'payload', width: 'rest', drop: 2 },
    { title: 'headers', width: 'rest', drop: 3, least: 40 },
  ],
  rows: ({ look: { ledger } }) => {
    const { records, queues } = ledger.entries;
    const listed = [...queues.values()];
    const recordRow = (index: number) => rowOf(records[index]!);
    return {
      length: records.length + listed.length,
      newest: records.length === 0 ? undefined : records.length - 1,
      row: (index) => (index < records.length ? recordRow(index) : queueRow(listed[index - records.length]!)),
      made: madeOf({ length: records.length, row: recordRow }),
      find: ({ kind, ref: { topic, partition, offset } }) =>
        kind === 'record' ? (ledger.entries.recordAt.get(`${topic}/${partition}/${offset}`) ?? -1) : -1,
    };
  },
  summary: ({ look: { ledger } }) => {
    const lags = [...ledger.models.values()]
      .flatMap((model) => Object.entries(lagIn(ledger, model).consumers))
      .filter(([, count]) => count > 0)
      .map(([consumer, count]) => `${consumer} ${count}`);
    const records = `${ledger.entries.records.length}`;
    return lags.length === 0 ? records : `${records}, lag ${lags.join(', ')} ${sign.waiting}`;
  },
};

function rowOf({ model, observation, envelope, payload }: RecordEntry): PaneRow {
  const { topic, partition, offset, key, value, exchange } = observation;
  const hop = `record:${topic}/${partition}/${offset}`;
  const story = envelope && (model?.messages.stories.get(envelope.id) ?? newStory(envelope.id));
  const taken = model && story ? takenBy(model, story) : undefined;
  const injected = model !== undefined && isInjected(model.messages, observation);
  return {
    id: hop,
    picks:
      model && story
        ? {
            system: model.system.name,
            correlation: correlationOf(story) || (envelope.correlation ?? ''),
            hop,
          }
        : null,
    hops: [hop],
    cells: [
      injected ? { text: '!', tone: 'unsure' } : (taken ?? { text: '' }),
      { text: exchange ?? `${topic}/${partition}@${offset}`, tone: 'dim' },
      { text: key ?? '', shorter: shortKey(key ?? '') },
      envelope ? messageCell(envelope) : noMessage(value),
      { text: payload, shorter: startOf(payload), tone: 'dim' },
      { text: headersOf(envelope), tone: 'dim' },
    ],
    fields: () => ({
      topic,
      offset,
      partition: `${partition}`,
      key: key ?? '',
      type: envelope?.type ?? '',
      id: envelope?.id ?? '',
      missing: taken?.text === sign.waiting ? 'handled' : '',
    }),
    detail: () => ({
      ...(exchange === undefined ? { topic, partition, offset, key } : { exchange, routingKey: key }),
      ...envelope,
      payload,
      injected,
    }),
  };
}

function noMessage(value: string | null): Cell {
  return { text: value === null ? '(tombstone)' : '(no message)', tone: 'unsure' };
}

/** Whether everybody who handles it has. */
function takenBy(model: Model, story: MessageStory): Cell {
  const handlings = handlingsOf(model, story).filter(({ role }) => role);
  if (handlings.some(isParked)) return { text: sign.parked, tone: 'bad' };
  const open = handlings.filter((handling) => !isHandled(handling));
  if (open.length === 0) return { text: sign.passed, tone: 'good' };
  const retried = open.some(({ deliveries }) => deliveries.some(({ line }) => line.event === 'retry'));
  return { text: retried ? sign.retried : sign.waiting, tone: 'unsure' };
}

function headersOf(envelope: RecordEntry['envelope']): string {
  if (!envelope) return '';
  const { id, aggregateType, aggregateId, saga, correlation, causation } = envelope;
  const aggregate = aggregateType === null ? '' : ` of ${aggregateType} ${aggregateId ?? ''}`;
  const of = saga === null ? aggregate : ` of ${saga.type} ${saga.id}`;
  return `ID ${id}${of} correlation ${correlation ?? '-'} causation ${causation ?? '-'}`;
}
