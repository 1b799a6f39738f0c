import pg from 'pg';
import { expect, test } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import type { SagaDefinition, SagaStep } from './definition.ts';
import { OrderDesk } from './testing/order-desk.ts';
import { type OrderData, orderSaga } from './testing/order-saga.ts';

let pool: pg.Pool;
let desk: OrderDesk;
/** Names of statements, their texts where they have none. */
let asked: string[];

databaseEach(async (opened) => {
  pool = opened;
  asked = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...all: unknown[]) => unknown;
    client.query = ((statement: string | pg.QueryConfig, ...rest: unknown[]) => {
      asked.push(typeof statement === 'string' ? statement : (statement.name ?? statement.text));
      return query(statement, ...rest);
    }) as typeof client.query;
  });
  desk = await OrderDesk.open(pool);
});

function withoutLimits(saga: SagaDefinition<OrderData>): SagaDefinition<OrderData> {
  const steps = saga.steps.map((step): SagaStep<OrderData> => {
    if (step.kind === 'parallel') return step;
    const { timeout: _none, ...rest } = step;
    return rest;
  });
  return { ...saga, steps };
}

const dueOf = async (id: string) => {
  const { rows } = await pool.query<{ due: boolean }>(
    'SELECT due_at IS NOT NULL AS due FROM saga_instance WHERE saga_id = $1',
    [id],
  );
  return rows[0]?.due;
};

test('where no step that begins has a limit, the database is not asked for its time', async () => {
  const id = await desk.start(withoutLimits(orderSaga()));
  expect(asked).toContain('tram-insert-saga');
  expect(asked).not.toContain('tram-select-now');
  expect(await desk.commands(id)).toMatchObject([{ type: 'Reserve' }]);
  expect(await dueOf(id)).toBe(false);
});

test('where one has, it is asked once, and its command is sent once', async () => {
  const id = await desk.start(orderSaga());
  expect(asked.filter((name) => name === 'tram-select-now')).toHaveLength(1);
  expect(await desk.commands(id)).toMatchObject([{ type: 'Reserve' }]);
  expect(await dueOf(id)).toBe(true);
});
