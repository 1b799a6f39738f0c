import type { Fields, PaneRow } from '../panes/pane.ts';

/** What a filter looks at of a row. */
export interface Searchable {
  readonly fields: Fields;
  /** All that stands in it, in lower case, a line each. */
  readonly text: string;
}

export function searchableOf(row: PaneRow): Searchable {
  const fields = row.fields();
  const texts = [...row.cells.map(({ text }) => text), ...Object.values(fields)];
  return { fields, text: texts.join('\n').toLowerCase() };
}
