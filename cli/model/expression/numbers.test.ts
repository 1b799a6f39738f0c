import { expect, test } from 'vitest';
import { Shop } from '../testing/shop.ts';

/** What is said of order 7 over 40.00 of 100.00, sku 007, whose payments are of 20.00 and 20. */
function verdictOf(expression: string): string {
  const shop = new Shop({ each: 'touched("orders-db", "orders")', expression }).read();
  return shop.order('shipped').payment('charged', '20.00').payment('charged', '20').result().verdict;
}

const payments = 'rows("pay-db", "payments", {"order_id": self.id})';

// PostgreSQL has numerics and bigints as texts: as such 40.00 would come after 100.00, and 20.00 be another than 20.
test.each([
  'self.total < self.most && self.total <= 40 && self.total > 9 && self.total >= 40.0',
  '9 < self.total && 40.0 <= self.total && 41 > self.total && "40" >= self.total',
  'self.total == 40 && self.total == 40.0 && self.total == "40.00" && self.total == "40" && 40 == self.total',
  'self.total != 41 && self.total != null && self.total != "forty"',
  'self.total + 1 == 41 && self.total - 0.1 == 39.9 && self.total * 3 == 120 && 2 * self.total == 80 && -self.total < 0',
  'decimal("0.1") + decimal("0.2") == decimal("0.3") && decimal("9007199254740993") != 9007199254740992',
  'self.id in [7, 8] && !(self.id in [8]) && self.id in ["7"] && 7 in [self.id] && [self.id] == [7]',
  `${payments}.map(p, p.amount).sum() == self.total && sum(${payments}.map(p, p.amount)) == 40`,
  'sum([]) == 0 && sum([null, 1, 2.5, "3"]) == 6.5',
  `${payments}.all(p, p.amount == 20) && ${payments}.size() == 2`,
  'messages.exists(m, m.payload.orderId == self.id && m.payload.total == self.total)',
  'int(self.total) == 40 && double(self.total) == 40.0 && string(self.total) + "!" == "40.00!"',
])('so it is: %s', (expression) => {
  expect(verdictOf(expression)).toBe('pass');
});

// A code is no number, even where it is written in digits.
test.each([
  'self.sku == "007" && self.sku != 7 && self.sku != "7" && decimal(self.sku) == 7',
  'self.total.startsWith("40") && self.total.endsWith("00") && self.total.contains(".") && self.state.contains("ship")',
  'self.paid == true && self.paid != false && "true" == true && self.paid != "true" && bool("true") == self.paid',
  'self.note == null && !(self.note == "x") && has(self.note) && !has(self.nope)',
  '{"a": self.id} == {"a": 7} && "a" in {"a": 1} && !("b" in {"a": 1}) && timestamp("2026-01-01T00:00:00Z") == timestamp("2026-01-01T01:00:00+01:00")',
  'b"a" == b"a" && b"a" != b"b" && b"a" != b"aa" && b"" == b"" && b"a" in [b"a"] && {"a": b"a"} == {"a": b"a"}',
])('and texts, truth values, bytes and lists: %s', (expression) => {
  expect(verdictOf(expression)).toBe('pass');
});
