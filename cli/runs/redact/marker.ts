import { createHmac } from 'node:crypto';
import { LosslessNumber } from 'lossless-json';
import { formatDecimal, parseDecimal } from '../../model/decimal.ts';

export type Scalar = string | number | bigint | boolean | LosslessNumber;

/** Stands for a value: the same for equal values of a run, and without the key it says nothing about them. */
export type Marker = (value: Scalar) => string;

/**
 * The key is drawn for each run and written nowhere, so that not even a value of which there are few can be found by
 * trying them all. Numbers are equal as numbers, whatever their type: `40`, `40.00` and the text `40.0`.
 */
export function markerWith(key: Uint8Array): Marker {
  return (value) => {
    const digest = createHmac('sha256', key).update(canonical(value)).digest('hex');
    return `redacted:${digest.slice(0, 12)}`;
  };
}

/** Whether one is in the text, as in the JSON of a column. */
export function hasMarker(text: string): boolean {
  return /redacted:[\da-f]{12}/.test(text);
}

function canonical(value: Scalar): string {
  if (typeof value === 'boolean') return `boolean ${value}`;
  const text = textOf(value);
  const number = parseDecimal(text);
  if (number === undefined) return `text ${text}`;
  const plain = formatDecimal(number);
  return `number ${plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain}`;
}

export function textOf(value: Scalar): string {
  return value instanceof LosslessNumber ? value.value : String(value);
}
