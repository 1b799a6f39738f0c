'use strict';

const { readFile } = require('node:fs/promises');
const path = require('node:path');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', (error) => console.error('database:', error.message));

/** Runs the files of ./schema, which may be run again and again, by one process at a time. */
async function migrate(...names) {
  await inTransaction(async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('schema'))");
    for (const name of names)
      await client.query(await readFile(path.join(__dirname, '../schema', `${name}.sql`), 'utf8'));
  });
}

async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

module.exports = { pool, migrate, inTransaction };
