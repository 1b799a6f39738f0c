import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMongo, type TestMongo } from '../../harness/mongo.ts';
import { tool } from '../servers/tool.ts';
import { printed, runProgram } from './run-program.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startMongo();
});
afterAll(() => mongo.stop());

function mongosh(script: string, ...options: string[]): Promise<string> {
  const url = `mongodb://127.0.0.1:${mongo.port}/db_${randomUUID().slice(0, 8)}?directConnection=true`;
  const args = [tool('REAL_MONGOSH'), url, '--quiet', '--norc', ...options, '--eval', script];
  return printed(runProgram(process.execPath, args));
}

/** The value of a script's last expression. */
async function value(script: string): Promise<unknown> {
  return JSON.parse(await mongosh(script, '--json=relaxed'));
}

describe('mongosh 2', () => {
  test('CRUD: insert, find, update, replace, delete', async () => {
    expect(
      await value(`
        db.things.insertMany([{ _id: 1, n: 1 }, { _id: 2, n: 2 }, { _id: 3, n: 3 }]);
        db.things.updateOne({ _id: 1 }, { $inc: { n: 10 }, $set: { 'a.b': [1] } });
        db.things.updateMany({ n: { $lt: 5 } }, { $set: { small: true } });
        db.things.replaceOne({ _id: 3 }, { other: 1 });
        db.things.deleteOne({ _id: 2 });
        db.things.updateOne({ _id: 9 }, { $setOnInsert: { made: 1 } }, { upsert: true });
        db.things.find().sort({ _id: 1 }).toArray()`),
    ).toEqual([
      { _id: 1, n: 11, a: { b: [1] } },
      { _id: 3, other: 1 },
      { _id: 9, made: 1 },
    ]);
  });

  test('aggregate: several accumulators, $lookup, $facet, Decimal128 and int64', async () => {
    expect(
      await value(`
        db.orders.insertMany([
          { _id: 1, customer: 'a', total: Decimal128('10.10') },
          { _id: 2, customer: 'a', total: Decimal128('0.20') },
          { _id: 3, customer: 'b', total: Decimal128('5') }]);
        db.customers.insertOne({ _id: 'a', name: 'Jane', big: Long('9007199254740993') });
        db.orders.aggregate([
          { $group: { _id: '$customer', sum: { $sum: '$total' }, count: { $sum: 1 }, last: { $max: '$_id' } } },
          { $lookup: { from: 'customers', localField: '_id', foreignField: '_id', as: 'who' } },
          { $sort: { _id: 1 } },
          { $project: { sum: { $toString: '$sum' }, count: 1, last: 1, name: { $first: '$who.name' }, big: { $toString: { $first: '$who.big' } } } },
        ]).toArray()`),
    ).toEqual([
      { _id: 'a', sum: '10.30', count: 2, last: 2, name: 'Jane', big: '9007199254740993' },
      { _id: 'b', sum: '5', count: 1, last: 3, big: null },
    ]);
  });

  test('a unique index refuses the second, with its code', async () => {
    expect(
      await value(`
        db.people.createIndex({ email: 1 }, { unique: true });
        db.people.insertOne({ email: 'a@b' });
        let code; try { db.people.insertOne({ email: 'a@b' }) } catch (error) { code = error.code }
        ({ code, count: db.people.countDocuments(), indexes: db.people.getIndexes().map(({ name }) => name) })`),
    ).toEqual({ code: 11000, count: 1, indexes: ['_id_', 'email_1'] });
  });

  test('findAndModify, arrayFilters, positional operators, distinct', async () => {
    expect(
      await value(`
        db.carts.insertOne({ _id: 1, items: [{ sku: 'a', n: 1 }, { sku: 'b', n: 5 }] });
        db.carts.updateOne({ _id: 1 }, { $inc: { 'items.$[big].n': 1 } }, { arrayFilters: [{ 'big.n': { $gt: 3 } }] });
        db.carts.updateOne({ 'items.sku': 'a' }, { $set: { 'items.$.n': 7 } });
        const before = db.carts.findOneAndUpdate({ _id: 1 }, { $push: { items: { sku: 'c', n: 0 } } });
        ({ before: before.items.length, after: db.carts.findOne().items.map(({ n }) => n), skus: db.carts.distinct('items.sku') })`),
    ).toEqual({ before: 2, after: [7, 6, 0], skus: ['a', 'b', 'c'] });
  });

  test('a cursor over more than a batch', async () => {
    expect(
      await value(`
        db.many.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: n })));
        db.many.find().batchSize(100).toArray().length`),
    ).toBe(1000);
  });

  test('show dbs and show collections', async () => {
    const shown = await mongosh(
      `db.one.insertOne({}); db.two.insertOne({}); print(db.getCollectionNames().sort().join())`,
    );
    expect(shown).toContain('one,two');
    expect(
      await value(
        `db.one.insertOne({}); db.adminCommand('listDatabases').databases.some(({ name }) => name === db.getName())`,
      ),
    ).toBe(true);
    const listed = await printed(
      runProgram(process.execPath, [tool('REAL_MONGOSH'), mongo.url, '--quiet', '--norc'], {
        input: 'use shown\ndb.things.insertOne({ _id: 1 })\nshow collections\nshow dbs\nexit\n',
      }),
    );
    expect(listed).toMatch(/things/);
    expect(listed).toMatch(/shown\s+[\d.]+ \w+/);
  });

  test('a change stream sees an insert', async () => {
    expect(
      await value(`
        const stream = db.things.watch(); stream.tryNext();
        db.things.insertOne({ _id: 1 });
        let event; while (!(event = stream.tryNext())) sleep(10);
        stream.close(); ({ type: event.operationType, key: event.documentKey })`),
    ).toEqual({ type: 'insert', key: { _id: 1 } });
  });

  test('an unknown command is refused by its name', async () => {
    expect(
      await value(
        `let said; try { db.runCommand({ makeCoffee: 1 }) } catch (error) { said = { code: error.code, name: error.codeName } } said`,
      ),
    ).toEqual({
      code: 59,
      name: 'CommandNotFound',
    });
  });
});
