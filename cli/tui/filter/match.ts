import type { PaneRow } from '../panes/pane.ts';
import type { Filter, Term } from './filter.ts';

type Searched = Pick<PaneRow, 'cells' | 'fields'>;

/** Whether a row satisfies every term. */
export function matches({ terms }: Filter, row: Searched): boolean {
  const fields = row.fields();
  return terms.every((term) => satisfies(term, fields, row) !== term.negated);
}

function satisfies(
  { field, text }: Term,
  fields: ReturnType<PaneRow['fields']>,
  { cells }: Searched,
): boolean {
  if (field !== null) return isFound(text, fields[field]);
  return (
    cells.some((cell) => cell.text.toLowerCase().includes(text)) ||
    Object.values(fields).some((value) => value.toLowerCase().includes(text))
  );
}

/** A number is the whole of its field, so that `saga:3` is not 13; any other text may be a part of it. */
function isFound(text: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  return isNumber(text) ? value === text : value.toLowerCase().includes(text);
}

/** Whether all rows that satisfy `filter` satisfy `wider` too: then only rows found by that need a look. */
export function isNarrower(filter: Filter, wider: Filter): boolean {
  return wider.terms.every((old) => filter.terms.some((term) => implies(term, old)));
}

function implies(term: Term, old: Term): boolean {
  if (term.field !== old.field || term.negated !== old.negated) return false;
  if (term.text === old.text) return true;
  if (term.negated || !term.text.includes(old.text)) return false;
  return term.field === null || !(isNumber(old.text) || isNumber(term.text));
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
