import { allOf } from '../filter/shown.ts';
import { expect, test } from 'vitest';
import type { Hop } from '../../model/hop.ts';
import type { PaneRow, RowList } from '../panes/pane.ts';
import type { Lit } from '../state/look.ts';
import { initialState, type TuiState } from '../state/state.ts';
import { firstShown } from './scroll.ts';

const calm = initialState({ columns: 80, rows: 23 }, 'dark');
const chosen: TuiState = { ...calm, picked: { system: 's', correlation: 'c', hop: 'hop 40' } };

function hop(id: string): Hop {
  return { id } as Hop;
}

/** A hundred rows; row n is that of `hop n`. */
const rows: RowList = {
  length: 100,
  row: (index) => ({ id: `${index}`, hops: [`hop ${index}`] }) as unknown as PaneRow,
  find: ({ id }) => Number(id.slice(4)),
};

function names(numbers: readonly number[]): string[] {
  return numbers.map((number) => `hop ${number}`);
}

function lit(chain: readonly number[], lineage: readonly number[]): Lit {
  return { chain: names(chain).map(hop), hops: new Set(names(chain)), lineage: new Set(names(lineage)) };
}

const first = (state: TuiState, { chain = [] as number[], lineage = [] as number[], list = rows } = {}) =>
  firstShown(state, 'outbox', { rows: allOf(list), height: 10, lit: lit(chain, lineage) });

test('a pane that follows shows what is newest', () => {
  expect(first(calm)).toBe(90);
  expect(first(calm, { chain: [40] })).toBe(90);
});

test('where something was chosen it shows the first of its lineage, with the row above', () => {
  expect(first(chosen, { chain: [20, 40, 41], lineage: [40, 41] })).toBe(39);
});

test('what was chosen itself stays in sight, with a row below it, however long its lineage is', () => {
  expect(first(chosen, { chain: [20, 40], lineage: [20, 40] })).toBe(32);
  expect(first(chosen, { chain: [33, 40], lineage: [33, 40] })).toBe(32);
});

test('of the chain, where none of the lineage is here', () => {
  expect(first(chosen, { chain: [20, 41], lineage: [] })).toBe(19);
});

test('it does not move for what is in sight anyway', () => {
  expect(first(chosen, { chain: [92, 95], lineage: [92] })).toBe(90);
});

test('a pane that is stood in stays where it is', () => {
  const at = { kind: 'at', id: '70', index: 70, top: 65 } as const;
  const standing = { ...chosen, cursors: { ...chosen.cursors, outbox: at } };
  expect(first(standing, { chain: [40], lineage: [40] })).toBe(65);
});

test('a pane that has a row to begin with begins with it, as long as no room is left over', () => {
  expect(first(calm, { list: { ...rows, anchor: 0 } })).toBe(0);
  expect(first(calm, { list: { ...rows, anchor: 95 } })).toBe(90);
});
