import * as z from 'zod';
import { isJsonNumber, type JsonNumber, parseDecimal, wholeNumber } from '../runtime/values/json-number.ts';
import { Money, plainMoney } from '../runtime/values/money.ts';

const maxInt = 2_147_483_647;

export const uuid = z.uuid('must be a UUID such as 6f2c1a34-9c1e-4d0b-8a57-3f7f6f0e2b11');

/** What PostgreSQL's integer holds, above zero. */
export const positiveInt = z
  .custom<JsonNumber>()
  .transform((value, context): number => {
    const decimal = isJsonNumber(value) ? parseDecimal(value.toString()) : undefined;
    const number = decimal && wholeNumber(decimal, 10);
    if (number !== undefined && number >= 1n && number <= maxInt) return Number(number);
    context.addIssue({ code: 'custom', message: `must be a whole number from 1 to ${maxInt}`, input: value });
    return z.NEVER;
  })
  .meta({ type: 'integer', format: 'int32', minimum: 1 });

const highestPrice = Money.parse('9999999999.99');

/** What numeric(12,2) holds, above zero. */
export const price = plainMoney.refine(
  (amount) => amount.isAtMost(highestPrice),
  `must be at most ${highestPrice.toString()}`,
);

const dateRule = 'must be an ISO date such as 2024-01-01T12:00:00 (UTC where it names no zone)';

/** Becomes `2024-01-01T12:00:00.000Z`. A date without a time is its midnight. */
export const isoDate = z
  .union([z.iso.datetime({ local: true, offset: true }), z.iso.date()], dateRule)
  .transform((text) => new Date(/T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? text : utc(text)).toISOString())
  .meta({ type: 'string', format: 'date-time' });

function utc(local: string): string {
  return local.includes('T') ? `${local}Z` : local;
}
