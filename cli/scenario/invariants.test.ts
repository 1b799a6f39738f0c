import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { createModel, fold } from '../model/model.ts';
import type { Row } from '../model/observation.ts';
import { update } from '../model/testing/rows.ts';
import { Shop } from '../model/testing/shop.ts';
import type { CurrentRun } from './current-run.ts';
import { checkAfterwards } from './invariants.ts';

/** No order is shipped whose payment was given back. */
const chained = {
  each: 'touched("orders-db", "orders").filter(o, o.state == "shipped")',
  expression:
    'rows("pay-db", "payments", {"order_id": self.id}).all(p, rows("pay-db", "refunds", {"payment_id": p.id}).size() == 0)',
};

/** A run that left the order, and a database with these rows from before. */
async function judged(
  shop: Shop,
  before: Readonly<Record<string, readonly Row[]>>,
  refuses: (table: string, column: string) => boolean = () => false,
) {
  const { system, told } = shop.world;
  const model = createModel(system);
  for (const { observation } of told) fold(model, observation);
  const asked: string[] = [];
  let seq = told.length;
  const readBefore = (database: string, table: string, column: string, values: readonly string[]) => {
    asked.push(`${table}.${column} ${values.join()}`);
    if (refuses(table, column))
      return Promise.reject(new DatabaseError(`column "${column}" does not exist`, 0, 'error'));
    const rows = (before[table] ?? []).filter((row) => values.includes(row[column] ?? ''));
    seq += 1;
    fold(model, { kind: 'snapshot', database, table, column, values, rows, seq, seenMs: seq });
    return Promise.resolve();
  };
  const run = {
    loaded: { scenario: { invariants: 'all' } },
    ports: { world: { model, system, readBefore }, signal: new AbortController().signal },
    correlations: [shop.cause.correlation],
  } as unknown as CurrentRun;
  return { asked, results: await checkAfterwards(run) };
}

test('what a rule looks up by what it found elsewhere is read in its turn', async () => {
  const payments = [{ id: '1', order_id: '7', state: 'charged', amount: '40.00' }];
  const refunds = [{ id: '5', payment_id: '1' }];
  const lookups = ['payments.order_id 7', 'refunds.payment_id 1'];
  expect(await judged(new Shop(chained).order('shipped'), { payments })).toEqual({
    asked: lookups,
    results: [{ name: 'rule', verdict: 'pass' }],
  });
  expect(await judged(new Shop(chained).order('shipped'), { payments, refunds })).toMatchObject({
    asked: lookups,
    results: [{ verdict: 'fail', proof: [expect.stringMatching(/^orders-db orders 7 \(id: 7\): not so/)] }],
  });
});

test('nothing more is read than the rules ask for', async () => {
  const { asked, results } = await judged(new Shop(chained).order('placed'), {});
  expect({ asked, results }).toEqual({ asked: [], results: [{ name: 'rule', verdict: 'not-applicable' }] });
});

/** Beside one that looks rows up by a column that there is not. */
const others = {
  own: { kind: 'expression', each: 'touched("orders-db", "orders")', expression: 'self.total == 40' },
  chained: { kind: 'expression', ...chained },
} as const;
const wrong = {
  each: 'touched("orders-db", "orders")',
  expression: 'rows("pay-db", "payments", {"nope": self.id}).size() == 0',
};

const beside = (shop: Shop) => {
  Object.assign(shop.world.system.invariants, others);
  return shop.order('shipped');
};

test('a column that there is not makes the rule inconclusive that looks rows up by it, and no other', async () => {
  const { results, asked } = await judged(beside(new Shop(wrong)), {}, (_, column) => column === 'nope');
  expect(results).toEqual([
    {
      name: 'rule',
      verdict: 'inconclusive',
      proof: [
        'orders-db orders 7 (id: 7): pay-db payments with nope 7: it was not read which there are',
        'pay-db payments with nope could not be read: column "nope" does not exist',
      ],
    },
    { name: 'own', verdict: 'pass' },
    { name: 'chained', verdict: 'pass' },
  ]);
  expect(asked).toEqual(['payments.nope 7', 'payments.order_id 7']);
});

test('where rows that the run changed cannot be read, nothing has passed', async () => {
  const shop = beside(new Shop(chained));
  shop.commit('pay-db', [update('payments', { id: '5', order_id: '8', state: 'charged', amount: '1' })]);
  const { results } = await judged(shop, {}, (table, column) => table === 'payments' && column === 'id');
  expect(results.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
  const proof = ['the state before the run could not be read: column "id" does not exist'];
  expect(results).toContainEqual({ name: 'own', verdict: 'inconclusive', proof });
});
