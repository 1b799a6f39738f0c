import { describe, expect, it, test } from 'vitest';
import { meets } from './domain.ts';
import { etagOf, expectationOf, preconditions } from './preconditions.ts';

const cart = { revision: 'r2' };
const holds = (headers: Record<string, string>, seen: typeof cart | undefined) =>
  meets(seen, expectationOf(preconditions.parse(headers)));

describe('a precondition', () => {
  test.each([
    [{}, true, true],
    [{ 'if-match': '"r2"' }, true, false],
    [{ 'if-match': '"r1", "r2"' }, true, false],
    [{ 'if-match': '"r1"' }, false, false],
    [{ 'if-match': '*' }, true, false],
    [{ 'if-none-match': '*' }, false, true],
  ])('%j holds for a cart: %j, for none: %j', (headers, forCart, forNone) => {
    expect(holds(headers, cart)).toBe(forCart);
    expect(holds(headers, undefined)).toBe(forNone);
  });

  it('takes the ETag that was given', () => {
    expect(holds({ 'if-match': etagOf(cart) }, cart)).toBe(true);
  });

  it('of If-None-Match knows only *', () => {
    expect(preconditions.safeParse({ 'if-none-match': '"r1"' }).success).toBe(false);
  });
});
