import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemSchema } from '../systems/system.ts';
import { startPostgres, type TestPostgres } from '../test/harness/postgres.ts';
import { instancesOf, openOf } from './instances.ts';
import { openDatabases, type Databases } from './sql.ts';

let server: TestPostgres;
let databases: Databases;
let read = 0;
beforeAll(async () => {
  server = await startPostgres();
  const opened = openDatabases({ db: await server.createDatabase() });
  databases = {
    ...opened,
    async rows(...asked) {
      const rows = await opened.rows(...asked);
      read += rows.length;
      return rows;
    },
  };
  await databases.rows(
    'db',
    `CREATE TABLE sagas AS SELECT * FROM (VALUES
       ('a', 'order', 'DONE'), ('b', 'order', 'PLACED'), ('c', 'order', NULL), ('d', 'order', 'GONE'), ('e', 'other', 'PLACED')
     ) AS row (id, kind, state)`,
  );
});
afterAll(async () => {
  await databases.close();
  await server.stop();
});

const saga = { initial: ['PLACED'], transitions: { PLACED: ['DONE', 'GONE'] }, terminal: ['DONE', 'GONE'] };
const instance = { database: 'db', table: 'sagas', key: 'id', state: 'state' };
const system = systemSchema.parse({
  version: 1,
  name: 'shop',
  databases: { db: { kind: 'postgres' } },
  services: {},
  sagas: {
    one: { instance: { ...instance, type: { column: 'kind', equals: 'order' } }, ...saga },
    all: { instance, ...saga },
  },
});

const [b, c, e] = [
  { id: 'b', state: 'PLACED' },
  { id: 'c', state: '' },
  { id: 'e', state: 'PLACED' },
];

test('those that have not ended are read without those that have, a state that is NULL among them', async () => {
  read = 0;
  expect(await openOf(system, databases)).toEqual([
    { saga: 'one', table: 'sagas', open: [b, c] },
    { saga: 'all', table: 'sagas', open: [b, c, e] },
  ]);
  expect(read).toBe(5);
});

test('all of them are counted in the end, with the same open ones', async () => {
  expect(await instancesOf(system, databases)).toEqual([
    { saga: 'one', table: 'sagas', ids: new Set(['a', 'b', 'c', 'd']), open: [b, c] },
    { saga: 'all', table: 'sagas', ids: new Set(['a', 'b', 'c', 'd', 'e']), open: [b, c, e] },
  ]);
});
