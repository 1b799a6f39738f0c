import { expect, test } from 'vitest';
import { insert } from '../testing/rows.ts';
import { Shop } from '../testing/shop.ts';

/** After a message with this payload. */
function judged(rule: ConstructorParameters<typeof Shop>[0], payload: string) {
  const shop = new Shop(rule).read();
  const { id, correlation } = shop.cause;
  const headers = JSON.stringify({ ID: 'm-1', 'correlation-id': correlation, 'causation-id': id });
  const message = { id: 'm-1', destination: 'orders', headers, payload };
  shop.world.commit('orders-db', { rows: [insert('message', message)] });
  return shop.result();
}

const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;

test.each([
  { expression: 'messages.all(m, m.payload != 0)', messageExpression: '"it is 0"' },
  { each: 'messages', expression: 'self.payload != 0' },
])('a payload nested deeper than anything is decides nothing: $expression', (rule) => {
  expect(judged(rule, nested(200)).verdict).toBe('pass');
  const proof = [expect.stringMatching(/nested in more than 200 levels$/)];
  for (const levels of [202, 20_000])
    expect(judged(rule, nested(levels))).toMatchObject({ verdict: 'inconclusive', proof });
});

test('and does not matter where the other side decides', () => {
  const rule = { each: 'requests', expression: 'messages.exists(m, m.payload == 0) || self.status == 201' };
  expect(judged(rule, nested(20_000)).verdict).toBe('pass');
});
