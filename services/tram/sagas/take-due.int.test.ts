import type pg from 'pg';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import { createTramTables } from '../postgres/tables.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { type SagaDefinition, sagaOf } from './definition.ts';
import { lockInstance } from './instances/lock-instance.ts';
import { createSagaTables } from './saga-tables.ts';
import { startSaga } from './start-saga.ts';
import { StepRefused } from './step-refused.ts';
import { takeDue } from './take-due.ts';
import { until } from './testing/order-world.ts';

let pool: pg.Pool;

databaseEach(async (opened) => {
  pool = opened;
  await createTramTables(pool);
  await createSagaTables(pool);
});

interface Note {
  readonly text: string;
}
const { pivot, retriable, local } = sagaOf<Note>();

/** Its last step is refused the first time, and done in the second: soon due again. */
function noteSaga(): SagaDefinition<Note> {
  const asked = new Set<string>();
  return {
    type: 'NoteSaga',
    data: z.object({ text: z.string() }),
    steps: [
      pivot('write', { action: local(async () => undefined) }),
      retriable('print', {
        action: local(async ({ text }, { sagaId }) => {
          if (!asked.has(sagaId)) {
            asked.add(sagaId);
            throw new StepRefused('out of paper');
          }
          if (text === 'bad') throw new Error('paper jam');
        }),
        backoff: { firstMs: 1, maxMs: 1 },
      }),
    ],
  };
}

async function due(definition: SagaDefinition<Note>, text: string): Promise<string> {
  const id = await inTransaction(pool, (tx) => startSaga(tx, definition, { text }));
  const look = () =>
    pool.query('SELECT FROM saga_instance WHERE saga_id = $1 AND due_at < clock_timestamp()', [id]);
  await until(async () => expect((await look()).rowCount).toBe(1));
  return id;
}

const stateOf = async (id: string) => {
  const { rows } = await pool.query<{ state: string }>('SELECT state FROM saga_instance WHERE saga_id = $1', [
    id,
  ]);
  return rows[0]?.state;
};

async function withClockOff<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const realNow = Date.now;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ms);
  try {
    return await work();
  } finally {
    clock.mockRestore();
  }
}

const known = (definition: SagaDefinition<Note>) =>
  new Map<string, SagaDefinition<unknown>>([[definition.type, definition as SagaDefinition<unknown>]]);

test('a saga that cannot be moved on says why, stays due, and keeps no other waiting', async () => {
  const saga = noteSaga();
  const bad = await due(saga, 'bad');
  const good = await due(saga, 'good');
  expect(await takeDue(pool, known(saga), [])).toMatchObject({ id: bad, error: { message: 'paper jam' } });
  expect(await stateOf(bad)).toBe('print');
  expect(await takeDue(pool, known(saga), [bad])).toEqual({ id: good, type: 'NoteSaga' });
  expect(await stateOf(good)).toBe('COMPLETED');
  expect(await takeDue(pool, known(saga), [bad])).toBeUndefined();
});

test('a saga of another version of its definition is not moved on, and says where it is', async () => {
  const saga = noteSaga();
  const id = await due(saga, 'a');
  const [first, ...rest] = saga.steps;
  const changed = { ...saga, steps: [{ ...first!, name: 'read' }, first!, ...rest] };
  const error = {
    message: `NoteSaga ${id} is at print, where its definition has write: was it changed while the saga was under way?`,
  };
  expect(await takeDue(pool, known(changed), [])).toMatchObject({ id, error });
  expect(await stateOf(id)).toBe('print');
  const ofId = inTransaction(pool, (tx) => lockInstance(tx, changed, id));
  await expect(ofId).rejects.toMatchObject(error);
});

test('time is that of the database, whatever the clocks of two processes say', async () => {
  const saga = noteSaga();
  const id = await withClockOff(3_600_000, () => due(saga, 'a'));
  const taken = await withClockOff(-3_600_000, () => takeDue(pool, known(saga), []));
  expect(taken).toEqual({ id, type: 'NoteSaga' });
});

test('each is taken by one of all who look', async () => {
  const saga = noteSaga();
  const ids: string[] = [];
  for (const text of ['a', 'b', 'c']) ids.push(await due(saga, text));
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeDue(pool, known(saga), [])));
  const found = taken.flatMap((each) => each?.id ?? []);
  expect(new Set(found).size).toBe(found.length);
  while (await takeDue(pool, known(saga), []));
  expect(await Promise.all(ids.map(stateOf))).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
});

test('one of a type that is not known here is left to others', async () => {
  const saga = noteSaga();
  const id = await due(saga, 'a');
  expect(await takeDue(pool, new Map(), [])).toBeUndefined();
  expect(await stateOf(id)).toBe('print');
});
