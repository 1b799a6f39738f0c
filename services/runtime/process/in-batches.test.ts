import { describe, expect, it } from 'vitest';
import { inBatches } from './in-batches.ts';

/** Batches that end when they are told to. */
function heldBatches(answer: (item: string) => string | Error = (item) => `${item} done`) {
  const batches: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const ask = inBatches<string, string>((items) => {
    batches.push([...items]);
    return new Promise((resolve, reject) => {
      ends.push((error) => (error ? reject(error) : resolve(items.map(answer))));
    });
  });
  const begun = async (count: number) => {
    while (batches.length < count) await Promise.resolve();
  };
  return { ask, batches, ends, begun };
}

describe('inBatches', () => {
  it('does what comes alone at once, and what comes meanwhile together', async () => {
    const { ask, batches, ends, begun } = heldBatches();
    const first = ask('a');
    await begun(1);
    const later = [ask('b'), ask('c')];
    ends[0]?.();
    expect(await first).toBe('a done');
    await begun(2);
    ends[1]?.();
    expect(await Promise.all(later)).toEqual(['b done', 'c done']);
    expect(batches).toEqual([['a'], ['b', 'c']]);
  });

  it('fails only what failed', async () => {
    const { ask, ends, begun } = heldBatches((item) => (item === 'b' ? new Error('not b') : item));
    const results = Promise.allSettled([ask('a'), ask('b')]);
    await begun(1);
    ends[0]?.();
    expect(await results).toMatchObject([{ value: 'a' }, { reason: { message: 'not b' } }]);
  });

  it('goes on after a batch that failed as a whole', async () => {
    const { ask, ends, begun } = heldBatches();
    const first = Promise.allSettled([ask('a'), ask('b')]);
    await begun(1);
    ends[0]?.(new Error('store away'));
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const second = ask('c');
    await begun(2);
    ends[1]?.();
    expect(await second).toBe('c done');
  });
});
