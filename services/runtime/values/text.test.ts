import { describe, expect, it, test } from 'vitest';
import { requiredText } from './text.ts';

const text = requiredText(5);

describe('required text', () => {
  test.each(['Jane', 'é', '日本', ' J '])('takes %j as it is', (given) => {
    expect(text.parse(given)).toBe(given);
  });

  test.each([
    ['', 'must not be blank'],
    [' \t', 'must not be blank'],
    ['a\0b', 'must not contain NUL or half a surrogate pair'],
    ['a\uD800', 'must not contain NUL or half a surrogate pair'],
    ['too long', 'must be at most 5 characters'],
  ])('refuses %j', (given, rule) => {
    expect(text.safeParse(given).error?.issues[0]?.message).toBe(rule);
  });

  it('takes a whole surrogate pair', () => {
    expect(text.parse('😀')).toBe('😀');
  });
});
