import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordBatch } from '../../../../test/harness/record-batch.ts';
import { errorCode } from '../protocol/error-code.ts';
import { readHeader } from './batch-header.ts';
import { ProducerStates } from './producer-state.ts';

const header = (sequence: number, count = 1, epoch = 0, producerId = 1n) =>
  readHeader(recordBatch({ values: Array.from({ length: count }, () => 'v'), producerId, epoch, sequence }));

function after(...sequences: readonly number[]): ProducerStates {
  const states = new ProducerStates();
  for (const sequence of sequences) states.record(header(sequence), BigInt(sequence + 100));
  return states;
}

const refuse = (code: number) => ({ kind: 'refuse', errorCode: code });

describe('one producer', () => {
  test.each([
    ['the first batch may begin anywhere', after(), header(7), { kind: 'append' }],
    ['the next one', after(0, 1), header(2), { kind: 'append' }],
    ['the last one again', after(0, 1), header(1), { kind: 'duplicate', baseOffset: 101n }],
    ['the fifth last again', after(0, 1, 2, 3, 4), header(0), { kind: 'duplicate', baseOffset: 100n }],
    ['the sixth last again', after(0, 1, 2, 3, 4, 5), header(0), refuse(errorCode.outOfOrderSequenceNumber)],
    ['a gap', after(0), header(2), refuse(errorCode.outOfOrderSequenceNumber)],
    ['the same start, another length', after(0, 1), header(1, 2), refuse(errorCode.outOfOrderSequenceNumber)],
    ['a new epoch from 0', after(0, 1), header(0, 1, 1), { kind: 'append' }],
    ['a new epoch from elsewhere', after(0), header(1, 1, 1), refuse(errorCode.outOfOrderSequenceNumber)],
  ])('%s', (_, states, next, expected) => expect(states.judge(next)).toEqual(expected));

  test('an old epoch is fenced', () => {
    const states = new ProducerStates();
    states.record(header(0, 1, 3), 0n);
    expect(states.judge(header(1, 1, 2))).toEqual(refuse(errorCode.invalidProducerEpoch));
  });

  test('sequences begin again at 0 after the largest', () => {
    const states = new ProducerStates();
    states.record(header(2 ** 31 - 2, 2), 0n);
    expect(states.judge(header(0))).toEqual({ kind: 'append' });
  });
});

test('without a producer id nothing is remembered', () => {
  const states = new ProducerStates();
  states.record(header(0, 1, 0, -1n), 0n);
  expect(states.judge(header(0, 1, 0, -1n))).toEqual({ kind: 'append' });
});

test('whatever is sent twice, each batch is appended once', () => {
  const retries = fc.array(fc.nat(3), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(retries, (repeats) => {
      const states = new ProducerStates();
      const appended: number[] = [];
      repeats.forEach((times, sequence) => {
        for (let i = 0; i <= times; i++) {
          if (states.judge(header(sequence)).kind !== 'append') continue;
          states.record(header(sequence), BigInt(sequence));
          appended.push(sequence);
        }
      });
      expect(appended).toEqual(repeats.map((_, i) => i));
    }),
  );
});
