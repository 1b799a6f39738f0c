import { LosslessNumber } from 'lossless-json';
import { Numeral, numeralIn } from './numeral.ts';

/** A document store holds no deeper ones, and a stack does not hold all that can be parsed. */
const mostLevels = 200;

/**
 * What is in a row, a document or a message as an expression sees it: whatever is written as a number is one.
 * @throws RangeError for what is nested deeper than anything is.
 */
export function toValue(data: unknown, level = 0): unknown {
  if (typeof data === 'string') return numeralIn(data) ?? data;
  if (typeof data === 'number' || typeof data === 'bigint') return numberOf(String(data));
  if (data instanceof LosslessNumber) return numberOf(data.value);
  if (typeof data === 'boolean') return data;
  if (typeof data !== 'object' || data === null) return null;
  if (level === mostLevels)
    throw new RangeError(`what it asks for is nested in more than ${mostLevels} levels`);
  if (Array.isArray(data)) return data.map((inner) => toValue(inner, level + 1));
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, toValue(inner, level + 1)]),
  );
}

/** A double beyond 10^21 is written with an exponent. */
function numberOf(text: string): unknown {
  const plain = numeralIn(text);
  if (plain) return plain;
  const double = Number(text);
  return Number.isFinite(double) ? double : text;
}

/** As short as a proof needs it. */
export function printed(value: unknown): string {
  if (value instanceof Numeral) return value.text;
  if (typeof value === 'string') return wholeOrLength(JSON.stringify(value));
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Date) return value.toISOString();
  return value === null ? 'null' : 'a map';
}

/** A text of the data, as it is or not at all: a part of a value that is redacted could not be found in a proof. */
export function wholeOrLength(text: string, most = 400): string {
  return text.length <= most ? text : `a text of ${text.length} characters`;
}

/** A text of a system file, on one line. */
export function shortened(text: string, most = 120): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 3)}...`;
}
