import type { ChangedColumn, ChangedRow } from '../../model/changes/changed-row.ts';
import { columns as columnsOf, oneLine, shortIds } from './fit.ts';

/** `orders 7: state PENDING -> APPROVED, version 0 -> 1`; of a row that was made or deleted all its columns. */
export function changedRowText(row: ChangedRow): string {
  const { title, changes } = changedRowParts(row);
  return changes.length === 0 ? title : `${title}: ${changes.join(', ')}`;
}

/** The same in pieces that are best kept on one line each, where they are to be wrapped at so many columns. */
export function changedRowPieces(row: ChangedRow, width: number): string[] {
  const { title, changes } = changedRowParts(row);
  const last = changes.length - 1;
  const pieces = [
    changes.length === 0 ? title : `${title}:`,
    ...changes.map((change, index) => (index === last ? change : `${change},`)),
  ];
  return pieces.flatMap((piece) => (columnsOf(piece) <= width ? [piece] : piece.split(' ')));
}

/** What is said of the row, and of each column that is not as it was; its key is in the title. */
function changedRowParts({ table, key, op, before, columns }: ChangedRow): {
  readonly title: string;
  readonly changes: readonly string[];
} {
  const name = `${table} ${shortIds(oneLine(key))}`;
  const unknown = before === 'unknown' ? ' (the row before is not known)' : '';
  const changes = columns.filter(
    ({ change, isKey }) => change !== 'same' && (!isKey || change === 'changed'),
  );
  switch (op) {
    case 'insert':
      return {
        title: `${name} inserted`,
        changes: changes.map(({ name, to }) => `${name} ${valueText(to)}`),
      };
    case 'delete':
      return {
        title: `${name} deleted${unknown}`,
        changes: changes.map(({ name, from }) => `${name} was ${valueText(from)}`),
      };
    case 'update':
      if (changes.length === 0 && unknown === '')
        return { title: `${name} updated`, changes: ['every column is as it was'] };
      return {
        title: unknown === '' ? name : `${name} updated${unknown}`,
        changes: changes.map(columnText),
      };
  }
}

/** `state PENDING -> APPROVED` */
export function columnText({ name, change, from, to }: ChangedColumn): string {
  switch (change) {
    case 'changed': {
      const [old, now] = [valueText(from), valueText(to)];
      return old === now ? `${name} ${now} (changed in what is cut off)` : `${name} ${old} -> ${now}`;
    }
    case 'added':
      return `${name} ${valueText(to)} (new)`;
    case 'removed':
      return `${name} removed (was ${valueText(from)})`;
    case 'same':
    case 'unknown':
      return `${name} ${valueText(to)}`;
  }
}

/** Characters of a value that are shown; the rest is in the recording. */
const shownCharacters = 40;

function valueText(value: string | null | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  const line = shortIds(oneLine(value.slice(0, 10 * shownCharacters)));
  // What would read as something else is quoted.
  if (line === '' || line === 'NULL') return JSON.stringify(line);
  const characters = Array.from(line);
  return characters.length > shownCharacters ? `${characters.slice(0, shownCharacters).join('')}…` : line;
}
