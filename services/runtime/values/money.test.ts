import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseJson, stringifyJson } from '../../tram/index.ts';
import { Money, moneySchema } from './money.ts';

const read = (amount: string): Money => moneySchema.parse(parseJson(`{"amount":${amount}}`));
const ruleOf = (json: string): string | undefined =>
  moneySchema.safeParse(parseJson(json)).error?.issues[0]?.message;

const anyCents = fc.bigInt({ min: 1n, max: 10n ** 19n - 1n });

describe('money', () => {
  test.each([
    ['10.00', '10'],
    ['1e3', '1000'],
    ['1.25e1', '12.5'],
    ['0.01', '0.01'],
    ['12.340000', '12.34'],
    ['99999999999999999.99', '99999999999999999.99'],
    ['9007199254740993', '9007199254740993'],
  ])('reads %s and prints %s', (given, printed) => {
    expect(stringifyJson(read(given))).toBe(`{"amount":${printed}}`);
  });

  test.each([
    ['{"amount":12.345}', 'must have at most two decimals'],
    ['{"amount":1e-3}', 'must have at most two decimals'],
    ['{"amount":0.30000000000000004}', 'must have at most two decimals'],
    ['{"amount":0}', 'must be positive'],
    ['{"amount":0e5}', 'must be positive'],
    ['{"amount":-0}', 'must be positive'],
    ['{"amount":-4}', 'must be positive'],
    ['{"amount":100000000000000000}', 'must be at most 99999999999999999.99'],
    ['{"amount":1e999999999999}', 'must be at most 99999999999999999.99'],
    ['{"amount":1e-999999999999}', 'must have at most two decimals'],
    ['{"amount":"5"}', 'must be a number'],
    ['{"amount":null}', 'must be a number'],
    ['{}', 'must be a number'],
  ])('refuses %s: %s', (json, rule) => {
    expect(ruleOf(json)).toBe(rule);
  });

  it('adds exactly: 0.1 + 0.2 is at most 0.3', () => {
    expect(read('0.1').plus(read('0.2')).isAtMost(read('0.3'))).toBe(true);
    expect(read('0.31').isAtMost(read('0.3'))).toBe(false);
  });

  it('survives JSON, whatever the amount', () => {
    fc.assert(
      fc.property(anyCents, (cents) => {
        const money = Money.ofCents(cents);
        const back = moneySchema.parse(parseJson(stringifyJson(money)));
        expect(back.toString()).toBe(money.toString());
      }),
    );
  });

  it('sums like whole cents', () => {
    fc.assert(
      fc.property(fc.array(anyCents), (all) => {
        const sum = all.map((each) => Money.ofCents(each)).reduce((a, b) => a.plus(b), Money.parse('0'));
        expect(sum.toString()).toBe(Money.ofCents(all.reduce((a, b) => a + b, 0n)).toString());
      }),
    );
  });

  it('says what is wrong with a text that is no amount', () => {
    expect(() => Money.parse('twelve')).toThrow('Amount twelve must be a number');
  });
});
