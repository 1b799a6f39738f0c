import { jsonText } from '../../reporters/text/json-text.ts';

export interface ComparedLine {
  readonly text: string;
  /** To the document before; `same` also where only something inside changed. */
  readonly change: 'added' | 'changed' | 'removed' | 'same';
  /** Name of the outermost field that it is in. */
  readonly field: string;
}

/** A document on as many lines as it has values, keys in their order, with what differs from the one before. */
export function comparedLines(current: unknown, previous: unknown): ComparedLine[] {
  if (!isObject(current)) return [{ text: jsonText(current), change: 'same', field: '' }];
  const before = isObject(previous) ? previous : undefined;
  return fieldsOf(current, before ?? current).flatMap((entry) =>
    linesOf(entry, '', before === undefined ? 'added' : undefined).map((line) => ({
      ...line,
      field: entry.name,
    })),
  );
}

interface Entry {
  readonly name: string;
  readonly value: unknown;
  readonly previous: unknown;
  readonly change: ComparedLine['change'];
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields of both: those that are there in their order, then those that went. */
function fieldsOf(current: Fields, previous: Fields): Entry[] {
  const gone = Object.keys(previous).filter((name) => !Object.hasOwn(current, name));
  return [
    ...Object.entries(current).map(([name, value]): Entry => {
      const had = Object.hasOwn(previous, name);
      const [old, isSame] = [previous[name], had && jsonText(previous[name]) === jsonText(value)];
      return { name, value, previous: old, change: isSame ? 'same' : had ? 'changed' : 'added' };
    }),
    ...gone.map((name): Entry => ({ name, value: previous[name], previous: undefined, change: 'removed' })),
  ];
}

/** `all`: what holds for everything inside of something that is wholly new or gone. */
function linesOf(
  entry: Entry,
  indent: string,
  all: ComparedLine['change'] | undefined,
): Omit<ComparedLine, 'field'>[] {
  const { name, value, previous } = entry;
  const change = all ?? entry.change;
  if (!isObject(value)) return [{ text: `${indent}${name}: ${jsonText(value)}`, change }];
  const isInside = change === 'changed' && isObject(previous);
  const inner = fieldsOf(value, isInside ? previous : value);
  return [
    {
      text: `${indent}${name}: ${inner.length === 0 ? emptyOf(value) : ''}`.trimEnd(),
      change: isInside ? 'same' : change,
    },
    ...inner.flatMap((each) =>
      linesOf(each, `${indent}  `, isInside || change === 'same' ? undefined : change),
    ),
  ];
}

function emptyOf(value: object): string {
  return Array.isArray(value) ? '[]' : '{}';
}

/** An array is one whose names are its indexes. */
function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
