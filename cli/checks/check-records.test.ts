import { expect, test } from 'vitest';
import type { RecordFact } from '../model/observation.ts';
import { loansSystem } from '../test/harness/loans-system.ts';
import { checkRecords } from './check-records.ts';

const record: RecordFact = {
  kind: 'record',
  topic: 'library.loans',
  partition: 0,
  offset: '3',
  key: '4',
  value: '{}',
  headers: { no: '7', kind: 'BookLent' },
};

test('a record that says which message it is, is told by it', () => {
  expect(checkRecords(loansSystem(), [record])).toEqual([
    { name: 'record library.loans/0@3', state: 'ok', detail: 'BookLent, message 7' },
  ]);
});

test('one that has its id elsewhere is told with what it has, and the line to write', () => {
  expect(checkRecords(loansSystem({ id: '{ header: ID }' }), [record])).toEqual([
    {
      name: 'record library.loans/0@3',
      state: 'note',
      detail: 'nothing says which message it is: it has no header ID; its headers are kind, no',
      fix: 'write where a record has its id to messaging.loans-db.mapping, as record: { id: { header: <one of these> } }; or leave it, if it is no message',
    },
  ]);
});

test('of one without headers, the path in its value is asked for', () => {
  const { headers: _, ...bare } = record;
  expect(checkRecords(loansSystem(), [bare])).toMatchObject([
    {
      detail: 'nothing says which message it is: it has no header no; it has no headers at all',
      fix: expect.stringContaining('record: { id: { json: $.<path> } }'),
    },
  ]);
});

test('one whose type stands elsewhere is told so too', () => {
  const headers = { no: '7', event: 'BookLent' };
  expect(checkRecords(loansSystem(), [{ ...record, headers }])).toMatchObject([
    {
      state: 'note',
      detail: 'message, message 7: it has no type where the mapping says; its headers are event, no',
      fix: expect.stringContaining('record: { type: { header: ... } }'),
    },
  ]);
});

test('a tombstone is no message, and none is expected of it', () => {
  const { headers: _, ...bare } = record;
  expect(checkRecords(loansSystem(), [{ ...bare, value: null }])).toEqual([]);
});
