import * as z from 'zod';
import { parseJson } from '../../tram/index.ts';
import { isJsonNumber, type JsonNumber, parseDecimal, wholeNumber } from './json-number.ts';

/** What numeric(19,2) holds: 17 digits before the point, two behind it. */
const maxDigits = 19;

/**
 * An exact amount, zero or more, kept in cents: sums of doubles would make 0.1 + 0.2 more than a limit of 0.3.
 * JSON form: `{"amount": 12.5}`.
 */
export class Money {
  readonly #cents: bigint;

  private constructor(cents: bigint) {
    this.#cents = cents;
  }

  /** From a decimal as PostgreSQL or MongoDB prints it. Throws RangeError when it is no amount. */
  static parse(text: string): Money {
    const parsed = parseMoney(text);
    if (typeof parsed === 'string') throw new RangeError(`Amount ${text} ${parsed}`);
    return parsed;
  }

  static ofCents(cents: bigint): Money {
    return new Money(cents);
  }

  plus(other: Money): Money {
    return new Money(this.#cents + other.#cents);
  }

  times(count: number): Money {
    return new Money(this.#cents * BigInt(count));
  }

  isAtMost(other: Money): boolean {
    return this.#cents <= other.#cents;
  }

  isZero(): boolean {
    return this.#cents === 0n;
  }

  get amount(): JsonNumber {
    return parseJson(this.toString()) as JsonNumber;
  }

  toJSON(): { readonly amount: JsonNumber } {
    return { amount: this.amount };
  }

  /** Shortest decimal: `10`, `12.5`, `12.34`. */
  toString(): string {
    const fraction = (this.#cents % 100n).toString().padStart(2, '0').replace(/0+$/, '');
    const whole = (this.#cents / 100n).toString();
    return fraction === '' ? whole : `${whole}.${fraction}`;
  }
}

/** Or the rule that the text breaks. */
function parseMoney(text: string): Money | string {
  const decimal = parseDecimal(text);
  if (!decimal) return 'must be a number';
  if (decimal.negative && decimal.digits !== '') return 'must be positive';
  if (decimal.digits !== '' && decimal.exponent < -2) return 'must have at most two decimals';
  const cents = wholeNumber({ ...decimal, exponent: decimal.exponent + 2 }, maxDigits);
  return cents === undefined ? 'must be at most 99999999999999999.99' : Money.ofCents(cents);
}

/** A plain JSON number, `12.5`: positive, at most two decimals, within numeric(19,2). */
export const plainMoney = z
  .custom<JsonNumber>()
  .transform((value, context): Money => {
    const parsed = isJsonNumber(value) ? parseMoney(value.toString()) : 'must be a number';
    if (parsed instanceof Money && !parsed.isZero()) return parsed;
    const rule = parsed instanceof Money ? 'must be positive' : parsed;
    context.addIssue({ code: 'custom', message: rule, input: value });
    return z.NEVER;
  })
  .meta({
    type: 'number',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1e17,
    multipleOf: 0.01,
    examples: [12.5],
  });

/** `{"amount": 12.5}`, by the same rules. */
export const moneySchema = z.object({ amount: plainMoney }).transform((money) => money.amount);
