import * as z from 'zod';

/** A number without decimals. `fix` says what to set. */
export function wholeNumber(min: number, max: number, fix: string) {
  return z
    .string(fix)
    .regex(/^-?\d{1,10}$/, fix)
    .transform(Number)
    .refine((number) => number >= min && number <= max, fix);
}

/** `true` or `false`. */
export function flag(fix: string) {
  return z.enum(['true', 'false'], fix).transform((text) => text === 'true');
}

/** From 0, never, to 1, always. */
export function rate(fix: string) {
  return z
    .string(fix)
    .regex(/^\d+(\.\d+)?$/, fix)
    .transform(Number)
    .refine((number) => number <= 1, fix);
}
