import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { waitUntil } from '../../cli/lib/wait-until.ts';
import { repeat } from './repeat.ts';

it('does its task again, also after a failure, and not once it is stopped', async () => {
  const failures: unknown[] = [];
  let times = 0;
  const repeated = repeat(
    0,
    async () => {
      times += 1;
      if (times === 1) throw new Error('the first fails');
    },
    (error) => failures.push(error),
  );
  await waitUntil(() => times >= 3 || undefined, { signal: AbortSignal.timeout(5_000) });
  await repeated.stop();
  const atStop = times;
  await nextTurn();
  expect(times).toBe(atStop);
  expect(failures).toMatchObject([{ message: 'the first fails' }]);
});

it('ends at once while it waits, and only after a task that is under way', async () => {
  await repeat(
    600_000,
    () => Promise.reject(new Error('never')),
    () => {},
  ).stop();

  const task = new EventEmitter();
  const begun = once(task, 'begun');
  const order: string[] = [];
  const repeated = repeat(
    0,
    async () => {
      task.emit('begun');
      await once(task, 'end');
      order.push('task');
    },
    () => {},
  );
  await begun;
  const stopped = repeated.stop().then(() => order.push('stopped'));
  task.emit('end');
  await stopped;
  expect(order).toEqual(['task', 'stopped']);
});
