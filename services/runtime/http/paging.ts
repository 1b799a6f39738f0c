import * as z from 'zod';

const maxLimit = 1_000;
const maxOffset = 1_000_000_000;

/** `?limit=&offset=` of every list, so that no answer grows without bound. */
export const paging = z.object({
  limit: wholeNumber(1, maxLimit).default(100),
  offset: wholeNumber(0, maxOffset).default(0),
});

/** Digits in a query. */
export function wholeNumber(minimum: number, maximum: number) {
  const rule = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .refine((text) => /^\d{1,10}$/.test(text), { error: rule, abort: true })
    .transform(Number)
    .refine((number) => number >= minimum && number <= maximum, rule)
    .meta({ type: 'integer', minimum, maximum });
}
