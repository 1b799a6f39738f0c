import { hint } from '../../systems/nearest.ts';
import { filterFields } from './fields.ts';
import type { Filter, Term } from './filter.ts';

export type Parsed =
  | { readonly ok: true; readonly filter: Filter }
  /** One sentence that names what is wrong and the fix. */
  | { readonly ok: false; readonly error: string };

/** `-`, then `name:`, then a quoted text or all up to the next space; each part but the last may be left out. */
const word = /\s*(-?)(?:([A-Za-z_]+):)?(?:"([^"]*)("?)|(\S*))/y;

/** Reads `saga:3 type:OrderCreated -missing:relay "two words"`. Case does not matter. */
export function parseFilter(text: string): Parsed {
  const terms: Term[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.trimEnd().length) {
    const [, minus, field = null, quoted, closed, bare] = word.exec(text) ?? [];
    const wanted = quoted ?? bare ?? '';
    if (field !== null && !Object.hasOwn(filterFields, field))
      return wrong(`there is no field "${field}"${hint(field, Object.keys(filterFields))}`);
    if (quoted !== undefined && closed === '') return wrong('the quote is not closed');
    if (wanted === '')
      return wrong(
        field === null
          ? 'a word is missing'
          : `${field}: is the ${filterFields[field as keyof typeof filterFields]}; give one`,
      );
    terms.push({ field, text: wanted.toLowerCase(), negated: minus === '-' });
  }
  return { ok: true, filter: { text, terms } };
}

function wrong(error: string): Parsed {
  return { ok: false, error };
}
