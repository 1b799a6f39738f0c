import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { RecordToSend } from '../broker/broker.ts';
import { faults, type Ruling, type Seam } from '../faults/seam.ts';
import { deliver } from './delivery.ts';
import type { OutboxRecord, RejectedRow } from './outbox/outbox-record.ts';
import { PersistentPublisher } from './persistent-publisher.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function record(key: string): OutboxRecord {
  return {
    kind: 'record',
    row: {},
    message: key,
    correlation: null,
    type: null,
    record: { topic: 't', key, value: '' },
  };
}

/** As kafkajs reports what a broker answered, wrapped by whoever sent it. */
function refusal(): Error {
  const answer = Object.assign(new Error('The message is too large'), { type: 'MESSAGE_TOO_LARGE' });
  return new Error('Send failed', { cause: answer });
}

async function deliverAll(items: readonly (OutboxRecord | RejectedRow)[], refused: ReadonlySet<string>) {
  const published: string[] = [];
  const rejected: string[] = [];
  const publisher = new PersistentPublisher({
    log,
    open: async () => ({
      async publish(records: readonly RecordToSend[]) {
        if (records.some(({ key }) => refused.has(key))) throw refusal();
        return records.map(({ topic }) => ({ topic, partition: 0, offset: null }));
      },
      close: async () => undefined,
    }),
  });
  await deliver(items, {
    publisher,
    signal: new AbortController().signal,
    database: 'order-db',
    onPublished: (item) => published.push(item.message),
    onRepeated: (item) => published.push(`${item.message} again`),
    onDropped: (item) => rejected.push(`${item.message}: dropped`),
    onRejected: async (item, reason) => {
      rejected.push(`${item.kind === 'record' ? item.message : 'row'}: ${reason}`);
    },
  });
  return { published, rejected };
}

test('whichever records the broker refuses, the others are published in their order and only those are set aside', async () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(keys, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), async (keys, flags) => {
      const refused = new Set(keys.filter((_, index) => flags[index]));
      const { published, rejected } = await deliverAll(keys.map(record), refused);
      expect(published).toEqual(keys.filter((key) => !refused.has(key)));
      expect(rejected).toEqual([...refused].map((key) => `${key}: the broker refuses it: Send failed`));
    }),
  );
});

test('a rejected row is set aside with its reason, the records beside it are published', async () => {
  const row: RejectedRow = { kind: 'rejected', row: {}, reason: 'payload is not JSON' };
  expect(await deliverAll([record('a'), row, record('b')], new Set())).toEqual({
    published: ['a', 'b'],
    rejected: ['row: payload is not JSON'],
  });
});

const arm = (seam: Seam, ruling: Ruling) => {
  faults.armed = {
    reach: async (reached, { names }) =>
      reached === seam && names.includes('order-db') && names.includes('B') ? ruling : 'go on',
  };
};

describe('faults', () => {
  afterEach(() => {
    faults.armed = undefined;
  });

  const records = ['a', 'b', 'c'].map((key) => ({ ...record(key), type: key.toUpperCase() }));

  test('a dropped record is never published, and the others are', async () => {
    arm('after-commit', 'drop');
    const { published, rejected } = await deliverAll(records, new Set());
    expect({ published, rejected }).toEqual({ published: ['a', 'c'], rejected: ['b: dropped'] });
  });

  test('a duplicated record is published once more, and told so', async () => {
    arm('after-publish', 'duplicate');
    const { published } = await deliverAll(records, new Set());
    expect(published).toEqual(['a', 'b', 'c', 'b again']);
  });
});
