import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { resultOf } from '../testing/proof.ts';
import { insert } from '../testing/rows.ts';
import { World } from '../testing/world.ts';

const name = 'cards-never-in-clear';
const number = '4111-1111-1111-1111';

function paidWithCard(leak: (world: World) => void) {
  const world = new World(checkout);
  const body = { cart: 7, card: { cardNumber: number } };
  const request = world.request('orchestrator', 'POST', '/order', 202, body);
  leak(world);
  return resultOf(world, name, [request.correlation]);
}

test('a card that goes nowhere in clear', () => {
  const result = paidWithCard((world) =>
    world.commit('payment-db', { rows: [insert('payments', { id: '1', card: 'sealed:9f0c' })] }),
  );
  expect(result).toEqual({ name, verdict: 'pass' });
});

test.each<[string, (world: World) => void, string]>([
  [
    'row, without what parts its digits',
    (world) =>
      world.commit('payment-db', {
        rows: [insert('payments', { id: '1', note: 'paid by 4111111111111111' })],
      }),
    'payment-db payments 1 (xid 741 at 0/1CE5)',
  ],
  ['record', (world) => world.rawRecord('payment', 's-1', `{"card":"${number}"}`), 'payment/0@0'],
  [
    'document',
    (world) =>
      world.document(
        { collection: 'orders', id: '1', op: 'insert', document: { card: { no: number } } },
        'order-documents',
      ),
    'order-documents orders 1',
  ],
  [
    'line of a log',
    (world) =>
      world.tell('logs payment', { kind: 'log', process: 'payment', text: `charging ${number} failed` }),
    'the log of payment',
  ],
])('a card that stands in a %s', (_, leak, place) => {
  expect(paidWithCard(leak)).toEqual({
    name,
    verdict: 'fail',
    proof: [`cardNumber of a request stands in ${place}`],
  });
});

function paidWithChecksum(...texts: readonly string[]) {
  const world = new World(checkout);
  const request = world.request('orchestrator', 'POST', '/order', 202, { card: { cardNumber: '234567' } });
  const rows = texts.map((text, index) => insert('payments', { id: `p-${index}`, note: text }));
  world.commit('payment-db', { rows });
  return resultOf(world, name, [request.correlation]);
}

test('six digits that stand within an id or a time are no card', () => {
  const texts = ['000001a222345675-b68a4a50a9740000', '1722345675', 'seen at 0/2345671', 'AB234567'];
  expect(paidWithChecksum(...texts)).toEqual({ name, verdict: 'pass' });
});

test.each(['234567', 'sum=234567;', '{"x":"234567"}', 'pin234567', 'a-234567-b'])(
  'six digits of a card that stand for themselves, as in %s, are found',
  (text) => {
    expect(paidWithChecksum(text).verdict).toBe('fail');
  },
);

test('a run without a card says nothing of cards', () => {
  const world = new World(checkout);
  const request = world.request('orchestrator', 'POST', '/order', 202, { cardNumber: '411' });
  expect(resultOf(world, name, [request.correlation]).verdict).toBe('not-applicable');
});
