import { noFilter } from '../filter/filter.ts';
import { filteredRows } from '../filter/filtered.ts';
import { allOf, type ShownRows } from '../filter/shown.ts';
import { paneOf } from '../panes/panes.ts';
import type { PaneId, PaneView, RowList } from '../panes/pane.ts';
import { choiceOf } from './choice.ts';
import { filterOf } from './filtering.ts';
import { litBy } from './lit.ts';
import type { Look } from './look.ts';
import type { RowPlace } from './mode.ts';
import type { Cursor, TuiState } from './state.ts';

/** What every pane is made from, the chain of what is chosen read once for all of them. */
export function viewOf(state: TuiState, look: Look): PaneView {
  const picked = choiceOf(state, look);
  const filter = filterOf(state);
  return { look, picked, lit: litBy(look, picked), columns: state.size.columns, filter };
}

/** The rows of a pane that the filter leaves. */
export function rowsOf(pane: PaneId, view: PaneView): ShownRows {
  const { ledger, mayReadOn } = view.look;
  return filteredRows(pane, paneOf(pane).rows(view), view.filter ?? noFilter, ledger, mayReadOn);
}

/** What is said of a pane's rows beside its title; first, where that is so, that a filter cannot be applied to them. */
export function summaryOf(pane: PaneId, view: PaneView, rows: ShownRows): string {
  const { lacks } = rows;
  const whole = paneOf(pane).summary(view);
  // How many there are stands in the title already.
  const summary = countsOf(view, rows) === '' ? whole : whole.replace(/^\d+(?:, |$)/, '');
  const note = lacks.length > 0 ? `not filtered: no ${lacks.join(', ')} here` : '';
  return [note, summary].filter((part) => part !== '').join(' · ');
}

/** How many of its rows a filter leaves, as it stands in the title; empty where none is in force, or none can be. */
export function countsOf({ filter }: PaneView, rows: ShownRows): string {
  const { length, all, lacks } = rows;
  return filter === undefined || filter.terms.length === 0 || lacks.length > 0
    ? ''
    : ` ${length}/${all.length}${readSoFar(rows)}`;
}

/** `, 61 % read` while not all rows were looked at; else nothing. */
export function readSoFar({ all, unread }: ShownRows): string {
  return unread === 0 ? '' : `, ${Math.floor((100 * (all.length - unread)) / all.length)} % read`;
}

/** Which row a pane stands on: where it follows a lesson, the one that the lesson is about. */
export function standsOn(state: TuiState, pane: PaneId, rows: ShownRows, { look, lit }: PaneView): number {
  const cursor = state.cursors[pane];
  const taught = state.picked === null ? look.session.lesson?.picked?.hop : undefined;
  const hop = cursor.kind === 'follow' && lit.chain.find(({ id }) => id === taught);
  const place = hop ? (rows.find?.(hop) ?? -1) : -1;
  return place < 0 ? indexOf(cursor, rows) : place;
}

/** Which row a cursor stands on; the nearest one shown where its own is not; -1 where there is none. */
export function indexOf(cursor: Cursor, rows: RowList | ShownRows): number {
  if (rows.length === 0) return -1;
  if (cursor.kind === 'follow') return rows.newest ?? rows.anchor ?? rows.length - 1;
  const { all, placeOf } = 'placeOf' in rows ? rows : allOf(rows);
  return Math.min(placeOf(findRow(all, cursor) ?? cursor.index), rows.length - 1);
}

/** Where a row stands now, among all rows of its pane; undefined where it is not there any more. */
export function findRow(all: RowList, { id, index }: Pick<RowPlace, 'id' | 'index'>): number | undefined {
  const known = index < all.length ? index : all.length - 1;
  // Lists grow at their end: a row is where it was, or close to it.
  for (let away = 0; away < all.length; away += 1)
    for (const other of away === 0 ? [known] : [known - away, known + away])
      if (other >= 0 && other < all.length && all.row(other).id === id) return other;
  return undefined;
}

/** The first row shown, so that the cursor's is among them and no room is left over. */
export function topOf(cursor: Cursor, rows: RowList | ShownRows, height: number): number {
  const index = Math.max(0, indexOf(cursor, rows));
  const last = Math.max(0, rows.length - height);
  if (cursor.kind === 'follow') return Math.min(rows.anchor ?? rows.newest ?? last, last);
  return Math.min(last, Math.max(index - height + 1, Math.min(cursor.top, index)));
}
