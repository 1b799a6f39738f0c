import { expect, test } from 'vitest';
import { shopWith } from '../../test/harness/shop-system.ts';
import { resultOf } from '../testing/proof.ts';
import { insert, remove, update } from '../testing/rows.ts';
import { Shop } from '../testing/shop.ts';
import { touchedBefore } from '../touched.ts';

/** No order is shipped that is not paid. */
const paid = {
  each: 'touched("orders-db", "orders").filter(o, o.state == "shipped")',
  expression: 'rows("pay-db", "payments", {"order_id": self.id}).exists(p, p.state == "charged")',
};

test('an order that is shipped and was paid for', () => {
  expect(new Shop(paid).read().order('shipped').payment('charged').result()).toEqual({
    name: 'rule',
    verdict: 'pass',
  });
});

test('an order that is shipped, and nobody has paid: the proof names it', () => {
  const proof = [`orders-db orders 7 (id: 7): not so: ${paid.expression}`];
  expect(new Shop(paid).read().order('shipped').result()).toEqual({ name: 'rule', verdict: 'fail', proof });
  expect(new Shop(paid).read().order('shipped').payment('refused').result().verdict).toBe('fail');
});

const said = (messageExpression: string) =>
  new Shop({ ...paid, messageExpression }).read().order('shipped').result().proof;

test('a proof says it in words of its own, and what is wrong with these where they cannot be told', () => {
  expect(said('"order " + string(self.id) + " costs " + string(self.total)')).toEqual([
    'orders-db orders 7 (id: 7): order 7 costs 40.00',
  ]);
  expect(said('self.total')).toEqual(['orders-db orders 7 (id: 7): 40.00']);
  expect(said('self.sum')).toEqual([
    expect.stringMatching(/not so: .* \(messageExpression: there is no "sum"/),
  ]);
});

const proofWith = (note: string, messageExpression: string) => {
  const rule = { each: paid.each, expression: 'self.note == ""', messageExpression };
  const row = { id: '7', state: 'shipped', note };
  return new Shop(rule).commit('orders-db', [insert('orders', row)]).result().proof;
};

test('a text of the data is in a proof as it is, or not at all: what is redacted is looked for whole', () => {
  const note = `two\nlines  ${'x'.repeat(300)}`;
  expect(proofWith(note, '"it is " + self.note')).toEqual([
    `orders-db orders 7 (note: ${note}): it is ${note}`,
  ]);
  expect(proofWith('x'.repeat(2_001), 'self.note')).toEqual([
    'orders-db orders 7 (note: a text of 2001 characters): a text of 2001 characters',
  ]);
});

test('a run without a shipped order has nothing to judge', () => {
  expect(new Shop(paid).read().order('placed').result().verdict).toBe('not-applicable');
  const deleted = new Shop(paid).read().order('shipped');
  deleted.commit('orders-db', [remove('orders', { id: '7' })]);
  expect(deleted.result().verdict).toBe('not-applicable');
});

test('an order that was shipped in another run is not this one’s', () => {
  const shop = new Shop(paid).read().order('shipped');
  expect(resultOf(shop.world, 'rule', ['another']).verdict).toBe('not-applicable');
});

test('a payment that may have been there before, and was not read, makes nothing true or false', () => {
  const proof = [
    'orders-db orders 7 (id: 7): pay-db payments with order_id 7: it was not read which there are',
  ];
  expect(new Shop(paid).order('shipped').result()).toEqual({ name: 'rule', verdict: 'inconclusive', proof });
  // One that the run made is not all there may be.
  expect(new Shop(paid).order('shipped').payment('refused').result().verdict).toBe('inconclusive');
});

test('what was not read does not matter where the other side decides', () => {
  const either = { ...paid, expression: `${paid.expression} || self.total < 50` };
  expect(new Shop(either).order('shipped').result().verdict).toBe('pass');
  const both = { ...paid, expression: `${paid.expression} && self.total > 50` };
  expect(new Shop(both).order('shipped').result().verdict).toBe('fail');
});

test('what is looked up is asked for, and then what is looked up by that', () => {
  const chained = {
    each: paid.each,
    expression:
      'rows("pay-db", "payments", {"order_id": self.id}).all(p, rows("pay-db", "refunds", {"payment_id": p.id}).size() == 0)',
  };
  const shop = new Shop(chained).order('shipped');
  const asked = () => touchedBefore(shop.world.model(), [shop.cause.correlation]);
  const tell = (table: string, rows: readonly Record<string, string>[]) => {
    const [wanted] = asked();
    expect(wanted?.table).toBe(table);
    shop.world.tell('snapshots', { kind: 'snapshot', ...wanted!, rows });
  };
  expect(asked()).toEqual([{ database: 'pay-db', table: 'payments', column: 'order_id', values: ['7'] }]);
  tell('payments', [{ id: '1', order_id: '7', state: 'charged', amount: '40.00' }]);
  expect(asked()).toEqual([{ database: 'pay-db', table: 'refunds', column: 'payment_id', values: ['1'] }]);
  expect(shop.result().verdict).toBe('inconclusive');
  tell('refunds', []);
  expect(asked()).toEqual([]);
  expect(shop.result().verdict).toBe('pass');
});

test('a key that the run itself has made is known without reading', () => {
  const self = { each: paid.each, expression: 'rows("orders-db", "orders", {"id": self.id}).size() == 1' };
  expect(new Shop(self).order('shipped').result().verdict).toBe('pass');
});

test('a gap in a probe that the rule rests on', () => {
  const shop = new Shop(paid).read().order('shipped').payment('charged');
  shop.world.gap('topics');
  expect(shop.result().verdict).toBe('pass');
  shop.world.gap('wal pay-db');
  expect(shop.result()).toMatchObject({
    verdict: 'inconclusive',
    proof: ['the probe wal pay-db has a gap: the connection was lost'],
  });
});

const verdictOf = (each: string, expression: string) =>
  new Shop({ each, expression }).read().order('shipped').payment('charged').result().verdict;

test('messages, sagas and requests are those of the run', () => {
  expect(verdictOf('messages', 'self.topic == "orders" && self.key == 7 && self.payload.orderId == 7')).toBe(
    'pass',
  );
  expect(verdictOf('messages', 'self.type == "Placed" || self.database == "pay-db"')).toBe('fail');
  expect(
    verdictOf('sagas', 'self.name == "order" && self.id == 7 && self.state == "shipped" && self.terminal'),
  ).toBe('pass');
  expect(verdictOf('requests', 'self.method == "POST" && self.path == "/orders" && self.status == 201')).toBe(
    'pass',
  );
});

/** Of a rule that looks up a document by a field. */
const lookedUpBy = (field: string) => {
  const other = new Shop({
    each: 'touched("orders-db", "orders")',
    expression: `rows("views", "orders", {"${field}": self.id}).exists(d, d.state == "shipped")`,
  });
  other
    .order('shipped')
    .world.document(
      { collection: 'orders', id: '"7"', op: 'insert', document: { _id: '7', no: 7, state: 'shipped' } },
      'views',
    );
  return other.result().verdict;
};

test('documents are known by their _id alone, and by what changed', () => {
  const rule = {
    each: 'touched("views", "orders")',
    expression: 'rows("orders-db", "orders", {"id": self._id}).all(o, o.state == self.state)',
  };
  const shop = new Shop(rule).read().order('shipped');
  shop.world.document(
    { collection: 'orders', id: '"7"', op: 'insert', document: { _id: '7', state: 'shipped' } },
    'views',
  );
  expect(shop.result().verdict).toBe('pass');
  shop.world.document(
    { collection: 'orders', id: '"7"', op: 'update', document: { _id: '7', state: 'placed' } },
    'views',
  );
  expect(shop.result().proof).toEqual([
    expect.stringMatching(/^views orders "7" \(_id: 7, state: placed\): not so/),
  ]);
  expect(lookedUpBy('_id')).toBe('pass');
  expect(lookedUpBy('no')).toBe('inconclusive');
});

test('a rule about the run as a whole says what is wrong itself', () => {
  const whole = {
    expression:
      'touched("pay-db", "payments").map(p, p.amount).sum() == touched("orders-db", "orders").map(o, o.total).sum()',
    messageExpression: '"paid: " + string(touched("pay-db", "payments").map(p, p.amount).sum())',
  };
  const shop = new Shop(whole).read().order('shipped').payment('charged', '20.00');
  expect(shop.result()).toMatchObject({ verdict: 'fail', proof: ['paid: 20.00'] });
  expect(shop.payment('charged', '20').result().verdict).toBe('pass');
});

test('it is judged also where nothing of what it names is there, which may be just what it forbids', () => {
  const expression = 'messages.exists(m, m.topic == "orders")';
  const sent = { expression, messageExpression: '"nothing was sent"' };
  expect(new Shop(sent).read().result()).toMatchObject({ verdict: 'fail', proof: ['nothing was sent'] });
  expect(new Shop(sent).read().order('placed').result().verdict).toBe('pass');
  const once = {
    expression: 'touched("pay-db", "payments").size() == 1',
    messageExpression: '"not one payment"',
  };
  const failed = { verdict: 'fail', proof: ['not one payment'] };
  expect(new Shop(once).read().order('shipped').result()).toMatchObject(failed);
  expect(new Shop(once).read().payment('charged').result().verdict).toBe('pass');
  expect(new Shop(once).read().payment('charged').payment('charged').result()).toMatchObject(failed);
});

test('a rule says by each which runs it is about', () => {
  const each = 'requests.filter(r, r.path == "/orders" && r.status == 201)';
  const once = { each, expression: 'touched("pay-db", "payments").size() == 1' };
  expect(new Shop(once).read().order('shipped').result()).toMatchObject({
    verdict: 'fail',
    proof: [expect.stringMatching(/^POST \/orders: not so: /)],
  });
  expect(new Shop(once).read().order('shipped').payment('charged').result().verdict).toBe('pass');
  const other = { ...once, each: each.replace('/orders', '/refunds') };
  expect(new Shop(other).read().order('shipped').result().verdict).toBe('not-applicable');
});

test.each([
  ['self.nope == 1', 'there is no "nope"; ask for it with has(...) where it may be absent'],
  ['self.note < 3', 'no such overload: null < int: these types do not go together'],
  ['self.id', 'the expression is 7, neither true nor false'],
  ['self.state > 3', 'no such overload: string > int'],
  ['self.state > self.total', '"shipped" is no number'],
  ['rows("pay-db", "payments", {"order_id": self.note}).size() == 0', 'order_id is null'],
  ['rows("orders-db", "orders", {"id": 7, "nope": 1}).size() == 0', 'orders-db orders has no "nope"'],
])('%s is neither true nor false', (expression, reason) => {
  const { verdict, proof } = new Shop({ each: paid.each, expression }).read().order('shipped').result();
  expect({ verdict, proof }).toEqual({ verdict: 'inconclusive', proof: [expect.stringContaining(reason)] });
});

test('a violation outranks what is not known', () => {
  const expression = 'self.id == 8 ? self.nope == 1 : self.note == "x"';
  const shop = new Shop({ each: 'touched("orders-db", "orders")', expression }).order('shipped');
  shop.commit('orders-db', [insert('orders', { id: '8' })]);
  const proof = [expect.stringMatching(/^orders-db orders 7 \(id: 7, note: null\): not so/)];
  expect(shop.result()).toMatchObject({ verdict: 'fail', proof });
  shop.commit('orders-db', [update('orders', { id: '7', note: 'x' })]);
  expect(shop.result()).toMatchObject({
    verdict: 'inconclusive',
    proof: [expect.stringMatching(/orders 8 .*"nope"/)],
  });
});

/** Of a rule about an order whose note is bad, and stays so through two updates which the log tells without it. */
const ofLong = (expression: string) => {
  const row = { id: '7', state: 'placed', total: '40.00' };
  const rule = { each: 'touched("orders-db", "orders")', expression };
  const made = new Shop(rule).read().commit('orders-db', [insert('orders', { ...row, note: 'bad' })]);
  const found = new Shop(rule);
  for (const shop of [made, found])
    for (const state of ['shipped', 'done']) shop.commit('orders-db', [update('orders', { ...row, state })]);
  found.world.readBefore({ orders: [{ ...row, note: 'bad' }] });
  return [made.result().verdict, found.result().verdict];
};

test('a long value that an update leaves out, as it did not change, is still there', () => {
  expect(ofLong('!has(self.note) || self.note == "good"')).toEqual(['fail', 'fail']);
  expect(ofLong('self.note == "bad" && self.state == "done"')).toEqual(['pass', 'pass']);
  const looked = 'rows("orders-db", "orders", {"id": 7, "note": "bad"}).size() == 1';
  expect(ofLong(looked)).toEqual(['pass', 'pass']);
});

test('a recording with a rule that this lab cannot read is not judged by it', () => {
  const { world, cause } = new Shop(paid).read().order('shipped');
  const rule = {
    kind: 'expression',
    each: 'touched("orders-db", "orders")',
    expression: 'newer(self)',
  } as const;
  Object.assign(world.system.invariants, { rule });
  expect(resultOf(world, 'rule', [cause.correlation])).toMatchObject({
    verdict: 'inconclusive',
    proof: ['there is no function "newer"'],
  });
});

test('a system is refused whose rule would say no more than false', () => {
  expect(() => shopWith({ expression: 'true' })).toThrow(/needs each .* or messageExpression/);
});
