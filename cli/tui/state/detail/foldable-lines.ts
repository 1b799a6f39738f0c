import { parseJson, stringifyJson } from '../../../../services/tram/index.ts';
import { isScalar } from '../../../scenario/scalar.ts';

export interface FoldableLine {
  /** Where in the value, such as `$.payload.lines.0`. */
  readonly path: string;
  readonly depth: number;
  readonly text: string;
  /** Null for what has no parts. */
  readonly fold: 'open' | 'closed' | null;
}

/** What is shown at most, so that a payload of any size opens at once; all of it can be copied. */
const limits = { lines: 2_000, parts: 200, characters: 400, textToParse: 200_000 };

/** Open at first, down to this depth; lists of more than a screenful are not. */
const openDepth = 3;
const openParts = 40;

/** A value as lines of JSON. `toggled` are the paths that are not as they are at first. */
export function foldableLines(value: unknown, toggled: ReadonlySet<string>): FoldableLine[] {
  const lines: FoldableLine[] = [];
  write(lines, toggled, { path: '$', depth: 0, before: '', value, after: '' });
  return lines;
}

interface Part {
  readonly path: string;
  readonly depth: number;
  /** The name of a member. */
  readonly before: string;
  readonly value: unknown;
  /** A comma, where another part follows. */
  readonly after: string;
}

function write(lines: FoldableLine[], toggled: ReadonlySet<string>, part: Part): void {
  const { path, depth, before, after } = part;
  const put = (text: string, fold: FoldableLine['fold'] = null) => lines.push({ path, depth, text, fold });
  const inner = insideOf(part.value);
  const parts = inner && partsOf(inner);
  if (!inner || !parts || parts.length === 0) return void put(before + scalarText(part.value, inner) + after);
  const [begin, end] = Array.isArray(inner) ? '[]' : '{}';
  const note = typeof part.value === 'string' ? ' (JSON in a text)' : '';
  const isOpen = toggled.has(path) !== (depth < openDepth && parts.length <= openParts);
  if (!isOpen)
    return void put(`${before}${begin} … ${counted(parts.length, inner)} ${end}${after}${note}`, 'closed');
  put(`${before}${begin}${note}`, 'open');
  for (const [index, [name, value]] of parts.slice(0, limits.parts).entries()) {
    if (lines.length >= limits.lines) break;
    write(lines, toggled, {
      path: `${path}.${name}`,
      depth: depth + 1,
      before: Array.isArray(inner) ? '' : `${JSON.stringify(name)}: `,
      value,
      after: index === parts.length - 1 ? '' : ',',
    });
  }
  if (parts.length > limits.parts || lines.length >= limits.lines)
    lines.push({ path, depth: depth + 1, text: '… more than is shown here; copy has it all', fold: null });
  lines.push({ path, depth, text: `${end}${after}`, fold: null });
}

/** Objects and lists, also those in a text, as payloads are. */
function insideOf(value: unknown): object | undefined {
  if (typeof value === 'string') {
    if (!/^\s*[[{]/.test(value) || value.length > limits.textToParse) return undefined;
    try {
      return insideOf(parseJson(value));
    } catch {
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !isScalar(value) ? value : undefined;
}

function partsOf(inner: object): (readonly [string, unknown])[] {
  return Object.entries(inner).filter(([, value]) => value !== undefined);
}

function scalarText(value: unknown, inner: object | undefined): string {
  if (inner) return Array.isArray(inner) ? '[]' : '{}';
  if (typeof value !== 'string') return isScalar(value) ? stringifyJson(value) : typeof value;
  if (value.length <= limits.characters) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, limits.characters))} … ${value.length} characters`;
}

function counted(count: number, inner: object): string {
  const noun = Array.isArray(inner) ? 'item' : 'field';
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
