import { isLosslessNumber, type LosslessNumber } from 'lossless-json';
import { parseJson } from '../../services/tram/index.ts';

/** A JSON value without parts. Numbers that a double would round are bigint or LosslessNumber. */
export type Scalar = string | number | bigint | boolean | null | LosslessNumber;

export function isScalar(value: unknown): value is Scalar {
  return (
    value === null ||
    ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ||
    isLosslessNumber(value)
  );
}

/** What was typed: a JSON scalar is that scalar, with all its digits; anything else is text. */
export function scalarOf(text: string): unknown {
  try {
    const value = parseJson(text);
    return isScalar(value) ? value : text;
  } catch {
    return text;
  }
}

/** A scalar as PostgreSQL and URLs write it. */
export function scalarText(value: Scalar): string {
  return String(value);
}

/** The scalar's digits when it is a number. */
export function numberText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'bigint' || isLosslessNumber(value)
    ? String(value)
    : undefined;
}

/** Whether two decimal texts are the same number, exactly: `40` and `40.00` are, beyond 2^53 too. */
export function sameNumber(a: string, b: string): boolean {
  const [left, right] = [canonical(a), canonical(b)];
  return left === undefined || right === undefined ? Number(a) === Number(b) : left === right;
}

function canonical(text: string): string | undefined {
  const [, sign, whole, fraction] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = fraction === undefined || fraction === '' ? whole : `${whole}.${fraction}`;
  return digits === '0' ? '0' : `${sign}${digits}`;
}

export function isDecimalText(text: string): boolean {
  return canonical(text) !== undefined;
}
