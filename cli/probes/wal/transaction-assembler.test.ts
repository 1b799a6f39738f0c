import { describe, expect, test } from 'vitest';
import type { Lsn, Relation, StreamMessage } from '../../../services/tram/index.ts';
import { TransactionAssembler } from './transaction-assembler.ts';

const relation = (table: string): Relation => ({ id: 1, schema: 'public', table, columns: [] });
const begin: StreamMessage = { kind: 'begin', xid: 7, commitLsn: 90n as Lsn, committedMs: 5.25 };
const commit: StreamMessage = {
  kind: 'commit',
  commitLsn: 90n as Lsn,
  endLsn: 0x16_b374_d848n as Lsn,
  committedMs: 5.25,
};
const insert = (id: string): StreamMessage => ({
  kind: 'insert',
  relation: relation('orders'),
  row: { id },
});
const tables = { orders: { key: ['id'] } };

function assemble(...messages: StreamMessage[]) {
  const assembler = new TransactionAssembler('order-db', tables);
  return messages.map((message) => assembler.receive(message)).at(-1);
}

const inSchema = (schema: string): StreamMessage => ({
  kind: 'insert',
  relation: { ...relation('orders'), schema },
  row: { id: schema },
});

test('a table of another schema is another table', () => {
  const watched = { orders: { key: ['id'] }, 'archive.orders': { key: ['id'] } };
  const assembler = new TransactionAssembler('order-db', watched);
  const [, , , , assembled] = [
    begin,
    inSchema('public'),
    inSchema('archive'),
    inSchema('elsewhere'),
    commit,
  ].map((message) => assembler.receive(message));
  expect(assembled?.transaction?.fact.changes.map(({ table, key }) => [table, key])).toEqual([
    ['orders', { id: 'public' }],
    ['archive.orders', { id: 'archive' }],
  ]);
});

describe('one fact per transaction that touched a watched table', () => {
  test('with its changes in order, keyed, and the end of its commit', () => {
    const assembled = assemble(
      begin,
      { kind: 'insert', relation: relation('orders'), row: { id: '1', state: 'PENDING' } },
      { kind: 'insert', relation: relation('elsewhere'), row: { id: '9' } },
      { kind: 'update', relation: relation('orders'), old: null, row: { id: '1', state: 'APPROVED' } },
      { kind: 'delete', relation: relation('orders'), old: { kind: 'key', row: { id: '2' } } },
      commit,
    );
    expect(assembled).toEqual({
      transaction: {
        committedMs: 5.25,
        fact: {
          kind: 'transaction',
          database: 'order-db',
          xid: 7,
          lsn: '16/B374D848',
          changes: [
            { op: 'insert', table: 'orders', key: { id: '1' }, row: { id: '1', state: 'PENDING' } },
            { op: 'update', table: 'orders', key: { id: '1' }, row: { id: '1', state: 'APPROVED' } },
            { op: 'delete', table: 'orders', key: { id: '2' }, row: null },
          ],
        },
      },
    });
  });

  test('a full old row supplies the values that an update left out, and is told', () => {
    const old = { kind: 'full', row: { id: '1', note: 'long', state: 'PENDING' } } as const;
    const assembled = assemble(
      begin,
      { kind: 'update', relation: relation('orders'), old, row: { id: '1', state: 'APPROVED' } },
      commit,
    );
    expect(assembled?.transaction?.fact.changes[0]).toMatchObject({
      row: { id: '1', note: 'long', state: 'APPROVED' },
      before: old.row,
    });
  });

  test('none for a transaction that touched others only', () => {
    expect(assemble(begin, { kind: 'insert', relation: relation('elsewhere'), row: {} }, commit)).toEqual({});
  });

  test('and no change of the one before', () => {
    const assembled = assemble(begin, insert('1'), commit, begin, insert('2'), commit);
    expect(assembled?.transaction?.fact.changes).toHaveLength(1);
  });
});

test('a truncated watched table is told, as no row change can tell it', () => {
  const message: StreamMessage = { kind: 'truncate', relations: [relation('elsewhere'), relation('orders')] };
  expect(assemble(begin, message)).toEqual({ truncated: 'orders' });
});
