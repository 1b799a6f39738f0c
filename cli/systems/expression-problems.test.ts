import { expect, test } from 'vitest';
import { shopWith, type TestRule } from '../test/harness/shop-system.ts';

function errorOf(rule: TestRule): string {
  try {
    shopWith(rule);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

const each = 'touched("orders-db", "orders")';

test.each([
  ['self.total ==', 'expression at character 14: Unexpected token: EOF; after: self.total =='],
  [
    'self.total = 3',
    'expression at character 12: Unexpected character: =; compare with ==, join with && and ||',
  ],
  [
    'slef.total == 3',
    'expression at character 1: there is no variable "slef"; did you mean "self"?; at: slef.total',
  ],
  [
    'self.state == shipped',
    'expression at character 15: there is no variable "shipped"; there is "self", "messages"',
  ],
  [
    'self.state.matches("s.*")',
    'expression at character 12: there is no function "matches"; at: matches("s.*")',
  ],
  ['mesages.all(m, m.id == 1)', 'there is no variable "mesages"; did you mean "messages"?'],
  ['self.lines.exist(l, l == 1)', 'there is no function "exist"; did you mean "exists"?'],
  ['1 + "a" == 2', 'no such overload: int + string; the two sides are of types that do not go together'],
  ['messages.size()', 'expression: it gives int, and must give bool: compare with =='],
  [
    'rows("pay-db", "payments", {}).size() == 0',
    'rows are looked up by one column or more: write rows("<database>"',
  ],
  ['rows("pay-db", "payments").size() == 0', 'write rows("<database>", "<table>", {"<column>": <value>})'],
  [
    'rows("pay-db", "payment", {"id": 1}).size() == 0',
    'there is no table of pay-db "payment"; did you mean "payments"?',
  ],
  [
    'rows("paydb", "payments", {"id": 1}).size() == 0',
    'there is no database "paydb"; did you mean "pay-db"?',
  ],
  [
    'rows(self.db, "payments", {"id": 1}).size() == 0',
    'expression at character 11: a database is a text in quotes here',
  ],
  ['rows("pay-db", "payments", {self.id: 1}).size() == 0', 'is a text in quotes here'],
  ['touched("pay-db", "payments", 1) == []', 'write touched("<database>", "<table>")'],
  [`self.x == "${'x'.repeat(4_000)}"`, 'it has 4012 characters, more than 4000; make two rules of it'],
  [`${'('.repeat(99)}true${')'.repeat(99)}`, 'it is too large; make two rules of it'],
  ['self.id == 1 &&\n  self.nr ==', 'expression at line 2, character 13: Unexpected token: EOF'],
])('a rule that cannot be read: %s', (expression, message) => {
  const error = errorOf({ each, expression });
  expect(error).toMatch(/^shop\.yaml:1:\d+: invariants\.rule\.expression/);
  expect(error).toContain(message);
});

test('every other part is looked at as well', () => {
  expect(errorOf({ each: 'self.lines', expression: 'true' })).toMatch(
    /rule\.each at character 1: there is no variable "self"/,
  );
  expect(errorOf({ each: '1 + 1', expression: 'true' })).toMatch(
    /rule\.each: it gives int, and must give list: name a list/,
  );
  expect(errorOf({ each, expression: 'true', messageExpression: '1' })).toMatch(
    /rule\.messageExpression: it gives int, and must give string/,
  );
  expect(errorOf({ each: 'touched("views", "orders")', expression: 'self.state == "shipped"' })).toBe(
    'no error',
  );
});
