import { isSafeNumber, LosslessNumber, parse } from 'lossless-json';

/** Where a double could lose a digit. */
const longNumber = /\d[\d.]{14}|\d[eE][+-]?\d/;

/**
 * A payload's JSON, no digit lost: integers beyond 2^53 as bigint, decimals that a double cannot keep as
 * LosslessNumber. Undefined when the text is no JSON.
 */
export function parsePayload(text: string): unknown {
  try {
    return longNumber.test(text) ? parse(text, undefined, numberOf) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function numberOf(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
  return isSafeNumber(text) ? Number(text) : new LosslessNumber(text);
}
