import fc from 'fast-check';
import { expect, test } from 'vitest';
import { panes } from '../panes/panes.ts';
import { columnsIn } from './columns.ts';

const shown = (id: string, width: number) =>
  columnsIn(panes.find((pane) => pane.id === id)!.columns, width).map(({ column }) => column.title);

test('where there is little room, what matters least goes first', () => {
  expect(shown('outbox', 38)).toEqual(['', 'type', 'key', 'relayed']);
  expect(shown('outbox', 78)).toEqual(['', 'type', 'key', 'relayed', 'destination', 'database', 'lsn']);
  expect(shown('outbox', 158)).toContain('id');
});

test('no column ever stands outside or over another', () => {
  fc.assert(
    fc.property(fc.constantFrom(...panes), fc.integer({ min: 20, max: 300 }), ({ columns }, width) => {
      let end = -1;
      for (const { offset, width: taken } of columnsIn(columns, width)) {
        expect(offset).toBeGreaterThan(end);
        end = offset + taken;
        expect(end).toBeLessThanOrEqual(width);
      }
    }),
  );
});
