import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SendQueue, type SendQueueOptions } from './send-queue.ts';

/** A queue of strings whose sends the test settles by hand. */
function queueUnderTest(limits: SendQueueOptions<string>['limits']) {
  const batches: (readonly string[])[] = [];
  const settle: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const seen: string[] = [];
  const queue = new SendQueue<string>({
    send(batch) {
      batches.push(batch);
      return new Promise((resolve, reject) => settle.push({ resolve, reject }));
    },
    sizeOf: (item) => item.length,
    limits,
    onFull: () => seen.push('full'),
    onRoom: () => seen.push('room'),
    onError: (error) => seen.push(String(error)),
  });
  return { queue, batches, settle, seen };
}

const wide = { batchItems: 100, batchSize: 1000, queueSize: 1000 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what is pushed in one turn is one batch; what comes during a send is the next', async () => {
  const { queue, batches, settle } = queueUnderTest(wide);
  queue.push('a');
  queue.push('b');
  await turn();
  queue.push('c');
  queue.push('d');
  await turn();
  expect(batches).toEqual([['a', 'b']]);
  settle[0]?.resolve();
  await turn();
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a full queue says so once, and once more when half of it is free', async () => {
  const { queue, settle, seen } = queueUnderTest({ batchItems: 1, batchSize: 10, queueSize: 3 });
  for (const item of ['a', 'b', 'c', 'd', 'e']) queue.push(item);
  expect(seen).toEqual(['full']);
  for (const sent of [0, 1, 2]) {
    await turn();
    expect(seen).toEqual(['full']);
    settle[sent]?.resolve();
  }
  await turn();
  expect(seen).toEqual(['full', 'room']);
});

test('after a send that rejects nothing later is sent', async () => {
  const { queue, batches, settle, seen } = queueUnderTest({ ...wide, batchItems: 1 });
  queue.push('a');
  queue.push('b');
  await turn();
  settle[0]?.reject(new Error('refused'));
  await turn();
  queue.push('c');
  await turn();
  expect(batches).toEqual([['a']]);
  expect(seen).toEqual(['Error: refused']);
});

test('close drops what waits and waits for the send under way', async () => {
  const { queue, batches, settle } = queueUnderTest({ ...wide, batchItems: 1 });
  queue.push('a');
  queue.push('b');
  await turn();
  let closed = false;
  const closing = queue.close().then(() => {
    closed = true;
  });
  await turn();
  expect(closed).toBe(false);
  settle[0]?.resolve();
  await closing;
  expect(batches).toEqual([['a']]);
});

test('batches are the items in their order, none larger than its limits unless it is one item', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 50 }),
      async (items) => {
        const { queue, batches, settle } = queueUnderTest({ batchItems: 7, batchSize: 30, queueSize: 60 });
        for (const item of items) queue.push(item);
        await turn();
        for (let sent = 0; sent < settle.length; sent += 1) {
          settle[sent]?.resolve();
          await turn();
        }
        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(7);
          if (batch.length > 1) expect(batch.join('').length).toBeLessThanOrEqual(30);
        }
      },
    ),
    { numRuns: 50 },
  );
});
