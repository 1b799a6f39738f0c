import { createHash } from 'node:crypto';

/**
 * 32 hex digits for a correlation. Where it is an id as tram makes them (twice 16 hex digits) it is that very id, so
 * that a trace is found by what the headers of its messages say.
 */
export function traceIdOf(correlation: string): string {
  const digits = correlation.replace('-', '').toLowerCase();
  return /^(?!0+$)[0-9a-f]{32}$/.test(digits) ? digits : hashed(correlation, 32);
}

/** 16 hex digits for a hop. */
export function spanIdOf(scenario: string, hop: string): string {
  return hashed(`${scenario}\0${hop}`, 16);
}

function hashed(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
