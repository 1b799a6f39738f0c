import { isInteger, isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json';

/**
 * JSON.parse without its rounding: an integer beyond 2^53 becomes a bigint, any other number that a double cannot hold
 * exactly becomes a LosslessNumber. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  return parse(text, undefined, parseNumber);
}

function parseNumber(text: string): number | bigint | LosslessNumber {
  if (isInteger(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
  return isSafeNumber(text) ? Number(text) : new LosslessNumber(text);
}

/** JSON text; bigint and LosslessNumber become JSON numbers, members that are undefined are left out. */
export function stringifyJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined)
    throw new TypeError(`A ${typeof value} has no JSON text: give an object, array or scalar`);
  return text;
}
