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

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `30m`, `12h`, `7d`, as milliseconds. `fix` says what to set. */
export function duration(fix: string) {
  return z
    .string(fix)
    .regex(/^[1-9]\d{0,6}[smhd]$/, fix)
    .transform((text) => Number.parseInt(text, 10) * unitMs[text.slice(-1) as keyof typeof unitMs]);
}
