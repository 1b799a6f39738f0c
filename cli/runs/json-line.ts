import { parseJson, stringifyJson } from '../../services/tram/index.ts';

/** JSON text on one line, no digit lost. The built-in one is much faster, and does for all but the rare numbers. */
export function jsonLine(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    // The only trace that a number of too many digits leaves in it.
    if (!text.includes('"isLosslessNumber"')) return text;
  } catch {
    // A bigint has no JSON text there.
  }
  return stringifyJson(value);
}

/** Reads it back, no digit lost. @throws SyntaxError when it is no JSON */
export function parseJsonLine(text: string, { isExact } = surveyJson(text)): unknown {
  // The built-in reader is much faster, and does for all but the rare numbers.
  return isExact ? (JSON.parse(text) as unknown) : parseJson(text);
}

/** What can be told of JSON text before it is read. */
interface JsonSurvey {
  /** How many objects and lists stand within each other at most; not counted on beyond the limit. */
  readonly depth: number;
  /** Whether the built-in reader loses no digit. */
  readonly isExact: boolean;
}

const code = { quote: 34, plus: 43, minus: 45, dot: 46, zero: 48, nine: 57, E: 69, e: 101 } as const;
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

/** One look at what stands outside of texts, which are passed over as a whole. */
export function surveyJson(text: string, limit = Infinity): JsonSurvey {
  let depth = 0;
  let deepest = 0;
  let isExact = true;
  for (let at = 0; at < text.length && deepest <= limit; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === code.quote) at = afterText(text, at + 1) - 1;
    else if (sign === openObject || sign === openList) deepest = Math.max(deepest, (depth += 1));
    else if (sign === closeObject || sign === closeList) depth -= 1;
    else if (isDigit(sign) || sign === code.minus) {
      const end = afterNumber(text, at + 1);
      isExact &&= isExactNumber(text.slice(at, end));
      at = end - 1;
    }
  }
  return { depth: deepest, isExact };
}

/** Behind the quote that ends a text; at the end where none does. */
function afterText(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function afterNumber(text: string, from: number): number {
  let at = from;
  while (isOfNumber(text.charCodeAt(at))) at += 1;
  return at;
}

function isOfNumber(sign: number): boolean {
  if (isDigit(sign)) return true;
  return sign === code.dot || sign === code.e || sign === code.E || sign === code.plus || sign === code.minus;
}

function isDigit(sign: number): boolean {
  return sign >= code.zero && sign <= code.nine;
}

/** So many digits always fit. */
const exactDigits = 15;

function isExactNumber(token: string): boolean {
  if (token.length <= exactDigits && !/[eE]/.test(token)) return true;
  const number = Number(token);
  return String(number) === token && (!Number.isInteger(number) || Number.isSafeInteger(number));
}
