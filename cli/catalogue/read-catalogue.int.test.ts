import type pg from 'pg';
import { expect, test } from 'vitest';
import { databaseEach } from '../test/harness/database-each.ts';
import type { Catalogue } from './catalogue.ts';
import { readCatalogue } from './read-catalogue.ts';

let pool: pg.Pool;
databaseEach((opened) => {
  pool = opened;
});

async function read(): Promise<Catalogue> {
  const client = await pool.connect();
  try {
    return await readCatalogue(client, 'watching');
  } finally {
    client.release();
  }
}

test('tables with their columns, keys and labels, those out of the way by their schema too', async () => {
  await pool.query(`
    CREATE TYPE mood AS ENUM ('sad', 'happy');
    CREATE TABLE orders (line int, no bigint, mood mood NOT NULL, code text UNIQUE, PRIMARY KEY (no, line));
    CREATE SCHEMA far; CREATE TABLE far.away (note varchar(36) DEFAULT 'none');
    CREATE PUBLICATION watching FOR TABLE orders`);
  const { tables, walLevel, replicates, mayPublish } = await read();
  expect({ walLevel, replicates, mayPublish }).toEqual({
    walLevel: 'logical',
    replicates: true,
    mayPublish: true,
  });
  expect(tables.map(({ name }) => name)).toEqual(['far.away', 'orders']);
  expect(tables[0]).toEqual({
    name: 'far.away',
    columns: [
      { name: 'note', type: 'character varying(36)', labels: [], byDefault: "'none'::character varying" },
    ],
    key: [],
    unique: [],
    hasIdentity: false,
    owned: true,
    readable: true,
    published: false,
  });
  expect(tables[1]).toMatchObject({
    key: ['no', 'line'],
    unique: ['code'],
    hasIdentity: true,
    published: true,
  });
  expect(tables[1]?.columns[2]).toEqual({
    name: 'mood',
    type: 'mood',
    labels: ['sad', 'happy'],
    byDefault: null,
  });
});

test('what a role may not do', async () => {
  const role = `reader_${Date.now()}`;
  await pool.query(`CREATE TABLE orders (no bigint PRIMARY KEY); CREATE ROLE ${role}`);
  const client = await pool.connect();
  try {
    await client.query(`SET ROLE ${role}`);
    const { tables, ...rights } = await readCatalogue(client, 'watching');
    expect(rights).toMatchObject({ role, replicates: false, mayPublish: false });
    expect(tables[0]).toMatchObject({ owned: false, readable: false });
    await client.query(`RESET ROLE; DROP ROLE ${role}`);
  } finally {
    client.release();
  }
});
