import type { Filter, Term } from './filter.ts';
import type { Searchable } from './searchable.ts';

/** Whether a row satisfies every term. */
export function matches({ terms }: Filter, row: Searchable): boolean {
  return terms.every((term) => satisfies(term, row) !== term.negated);
}

function satisfies({ field, text }: Term, row: Searchable): boolean {
  return field === null ? row.text.includes(text) : isFound(text, row.fields[field]);
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
