import { LosslessNumber } from 'lossless-json';
import { Numeral, numeralIn } from './numeral.ts';

/** What is in a row, a document or a message as an expression sees it: whatever is written as a number is one. */
export function toValue(data: unknown): unknown {
  if (typeof data === 'string') return numeralIn(data) ?? data;
  if (typeof data === 'number' || typeof data === 'bigint') return numberOf(String(data));
  if (data instanceof LosslessNumber) return numberOf(data.value);
  if (typeof data === 'boolean') return data;
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data !== 'object' || data === null) return null;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, toValue(inner)]),
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
