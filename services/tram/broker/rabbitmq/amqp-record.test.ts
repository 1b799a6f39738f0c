import { describe, expect, it } from 'vitest';
import type { MessageProperties } from 'amqplib';
import { recordOf } from './amqp-record.ts';
import { stampHeader } from './publish-stamp.ts';

const message = (headers: Record<string, unknown> | undefined, value = 'text', timestamp?: number) => ({
  fields: { exchange: 'Order', routingKey: 'key' },
  properties: { headers, timestamp } as MessageProperties,
  content: Buffer.from(value),
});

describe('a message as a record', () => {
  it('has its stamp as offset and time, and not among its headers', () => {
    expect(recordOf(message({ [stampHeader]: 1_700_000_000_000_250, id: '"é"' }))).toEqual({
      topic: 'Order',
      partition: 0,
      offset: '1700000000000250',
      key: 'key',
      value: 'text',
      headers: { id: '"é"' },
      timestampMs: 1_700_000_000_000,
    });
  });

  it('has no headers where it has none but the stamp', () => {
    expect(recordOf(message({ [stampHeader]: 5 }))).not.toHaveProperty('headers');
    expect(recordOf(message(undefined))).not.toHaveProperty('headers');
  });

  it('tells headers of every kind as text, and leaves those without a value out', () => {
    const headers = { number: 7, flag: true, bytes: Buffer.from('bytes'), table: { a: [1] }, nothing: null };
    expect(recordOf(message(headers)).headers).toEqual({
      number: '7',
      flag: 'true',
      bytes: 'bytes',
      table: '{"a":[1]}',
    });
  });

  it('of another publisher has the same offset every time, and another one for other contents', () => {
    const foreign = recordOf(message({ id: '"1"' }, 'text', 1_700_000_000));
    expect(foreign).toMatchObject({ timestampMs: 1_700_000_000_000 });
    expect(recordOf(message({ id: '"1"' }))).toMatchObject({ offset: foreign.offset, timestampMs: 0 });
    expect(recordOf(message({ id: '"2"' })).offset).not.toBe(foreign.offset);
    expect(Number.isSafeInteger(Number(foreign.offset))).toBe(true);
  });

  it.each(['7', -1, 1.5, Number.MAX_VALUE])('takes no %s for a stamp', (stamp) => {
    expect(recordOf(message({ [stampHeader]: stamp })).timestampMs).toBe(0);
  });
});
