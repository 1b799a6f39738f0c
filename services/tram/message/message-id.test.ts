import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMessageId, messageIdGenerator, type MessageId } from './message-id.ts';

const node = fc.stringMatching(/^[0-9a-f]{12}$/);
const clockReading = fc.integer({ min: 0, max: 4_000_000_000_000 });

function generatorReading(readings: readonly number[], nodeId = '0123456789ab') {
  let at = 0;
  return messageIdGenerator({ now: () => readings[Math.min(at++, readings.length - 1)] ?? 0, node: nodeId });
}

describe('message ids', () => {
  it('are milliseconds, then the node, then a counter', () => {
    const ids = generatorReading([0x18f_0000_0001]);
    expect([ids.next(), ids.next()]).toEqual([
      '0000018f00000001-0123456789ab0000',
      '0000018f00000001-0123456789ab0001',
    ]);
  });

  it('ascend as strings, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(clockReading, { minLength: 2 }), node, (readings, nodeId) => {
        const ids = generatorReading(readings, nodeId);
        const made = readings.map(() => ids.next());
        expect(made.every(isMessageId)).toBe(true);
        expect(made).toEqual([...new Set(made)].sort());
      }),
    );
  });

  it('are greater than the id they come after, and so are all that follow', () => {
    fc.assert(
      fc.property(clockReading, clockReading, node, node, (ours, theirs, ourNode, theirNode) => {
        const previous = generatorReading([theirs], theirNode).next();
        const ids = generatorReading([ours], ourNode);
        const next = ids.next(previous);
        expect(next > previous).toBe(true);
        expect(ids.next() > next).toBe(true);
      }),
    );
  });

  it('are as new as the clock where that is enough to come after', () => {
    const ids = generatorReading([2_000]);
    expect(ids.next(generatorReading([1_000]).next())).toBe('00000000000007d0-0123456789ab0000');
  });

  it('borrow the next millisecond after 65,536 in one', () => {
    const ids = generatorReading([1_000]);
    const made = Array.from({ length: 65_537 }, () => ids.next());
    expect(made[65_535]).toBe('00000000000003e8-0123456789abffff');
    expect(made[65_536]).toBe('00000000000003e9-0123456789ab0000');
  });

  it('never meet those of another node', () => {
    const [one, other] = [generatorReading([5], 'aaaaaaaaaaaa'), generatorReading([5], 'bbbbbbbbbbbb')];
    const made = Array.from({ length: 1_000 }, () => [one.next(), other.next()]).flat();
    expect(new Set(made).size).toBe(2_000);
  });

  it('end with the largest', () => {
    const ids = generatorReading([1]);
    expect(() => ids.next('ffffffffffffffff-ffffffffffffffff' as MessageId)).toThrow(RangeError);
  });
});
