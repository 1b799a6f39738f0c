import { expect, test } from 'vitest';
import type { ChangedColumn, ChangedRow } from '../../model/changes/changed-row.ts';
import { changedRowPieces, changedRowText } from './changed-row-text.ts';

const column = (
  name: string,
  change: ChangedColumn['change'],
  from: ChangedColumn['from'],
  to: ChangedColumn['to'],
): ChangedColumn => ({ name, change, from, to, isKey: name === 'id' });

const id = column('id', 'same', '7', '7');

function text(row: Partial<ChangedRow>): string {
  return changedRowText({
    database: 'order-db',
    table: 'orders',
    key: '7',
    op: 'update',
    before: 'row',
    columns: [],
    ...row,
  });
}

test.each<[string, Partial<ChangedRow>, string]>([
  [
    'of an update what is not as it was',
    {
      columns: [
        id,
        column('state', 'changed', 'PENDING', 'APPROVED'),
        column('total', 'same', '5', '5'),
        column('version', 'changed', '0', '1'),
      ],
    },
    'orders 7: state PENDING -> APPROVED, version 0 -> 1',
  ],
  [
    'NULL, and the text that looks like it',
    { columns: [column('reason', 'changed', null, 'NULL'), column('note', 'changed', 'x', '')] },
    'orders 7: reason NULL -> "NULL", note x -> ""',
  ],
  [
    'what was not there before, and what is not there any more',
    {
      columns: [
        column('steps.pay', 'added', undefined, 'sent'),
        column('steps.bill', 'removed', 'done', undefined),
      ],
    },
    'orders 7: steps.pay sent (new), steps.bill removed (was done)',
  ],
  ['an update that changed nothing', { columns: [id] }, 'orders 7 updated: every column is as it was'],
  [
    'of a row before that is not known, what there is now',
    {
      before: 'unknown',
      columns: [column('id', 'unknown', undefined, '7'), column('state', 'unknown', undefined, 'PENDING')],
    },
    'orders 7 updated (the row before is not known): state PENDING',
  ],
  [
    'an insert',
    { op: 'insert', before: 'none', columns: [column('state', 'added', undefined, 'PENDING')] },
    'orders 7 inserted: state PENDING',
  ],
  [
    'a delete',
    {
      op: 'delete',
      columns: [column('id', 'removed', '7', undefined), column('state', 'removed', 'PENDING', undefined)],
    },
    'orders 7 deleted: state was PENDING',
  ],
  [
    'a delete of what is not known',
    { op: 'delete', before: 'unknown' },
    'orders 7 deleted (the row before is not known)',
  ],
])('%s', (_, row, expected) => {
  expect(text(row)).toBe(expected);
});

test('long values are cut, and say so; none can move the cursor', () => {
  const long = column('data', 'changed', 'a', `b\u001B[31m\n${'c'.repeat(100)}`);
  const shown = text({ columns: [long] });
  expect(shown).toMatch(/^orders 7: data a -> b \[31m c+…$/);
  expect(shown.length).toBeLessThan(70);
  const end = 'c'.repeat(100);
  expect(text({ columns: [column('data', 'changed', `${end}1`, `${end}2`)] })).toMatch(
    /^orders 7: data c+… \(changed in what is cut off\)$/,
  );
});

test('a value that was redacted is told by its marker alone', () => {
  expect(text({ columns: [column('name', 'changed', 'redacted:0a', 'redacted:1b')] })).toBe(
    'orders 7: name redacted:0a -> redacted:1b',
  );
});

test('ids are shortened as they are in a chain', () => {
  const saga = column('saga_id', 'added', undefined, '000001a222511bf5-373d482bc4740000');
  expect(
    text({ op: 'insert', before: 'none', key: '000001a222511bf5-373d482bc4740001', columns: [saga] }),
  ).toBe('orders 1a222511bf5…0001 inserted: saga_id 1a222511bf5…0000');
});

test('what is said of one column stays on one line, if that is wide enough', () => {
  const columns = [column('state', 'changed', 'PENDING', 'APPROVED'), column('version', 'changed', '0', '1')];
  const row = {
    database: 'order-db',
    table: 'orders',
    key: '7',
    op: 'update',
    before: 'row',
    columns,
  } as const;
  expect(changedRowPieces(row, 30)).toEqual(['orders 7:', 'state PENDING -> APPROVED,', 'version 0 -> 1']);
  expect(changedRowPieces(row, 20).join('|')).toBe('orders 7:|state|PENDING|->|APPROVED,|version 0 -> 1');
});
