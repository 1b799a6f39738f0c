import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import type { MessageId } from '../../tram/index.ts';
import { customerCreated, orderChanged, type OrderEventType, type ViewUpdate } from './domain.ts';

/** The document store as a map of fields: an update holds unless its document has seen an event at least as new. */
function viewAfter(updates: readonly ViewUpdate[]): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const { collection, id, source, set } of updates) {
    const document = `${collection}/${id}`;
    const guard = `${document}/guards/${source.aggregateType}/${source.aggregateId}`;
    const seen = fields.get(guard);
    if (typeof seen === 'string' && seen >= source.messageId) continue;
    fields.set(guard, source.messageId);
    for (const [path, value] of Object.entries(set)) fields.set(`${document}/${path}`, value);
  }
  return new Map([...fields].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const idOf = (number: number): MessageId =>
  `${number.toString(16).padStart(16, '0')}-0000000000000000` as MessageId;
const orderTotal = Money.parse('12.34');
const lives: OrderEventType[][] = [
  ['OrderCreated'],
  ['OrderCreated', 'OrderApproved'],
  ['OrderCreated', 'OrderRejected'],
  ['OrderCreated', 'OrderApproved', 'OrderCancelled'],
];

/** What happened to some customers and orders, in order; order 3 is of a customer that nobody created. */
const history = fc.tuple(...lives.map(() => fc.constantFrom(...lives))).map((chosen) =>
  [
    ...[1n, 2n].map(
      (customer) => (messageId: MessageId) =>
        customerCreated(
          { aggregateType: 'Customer', aggregateId: customer, messageId },
          { name: `customer ${customer}`, creditLimit: Money.parse('100') },
        ),
    ),
    ...chosen.flatMap((life, order) =>
      life.map(
        (event) => (messageId: MessageId) =>
          orderChanged({ aggregateType: 'Order', aggregateId: BigInt(order + 1), messageId }, event, {
            customerId: BigInt((order % 3) + 1),
            orderTotal,
          }),
      ),
    ),
  ].flatMap((updatesOf, number) => updatesOf(idOf(number))),
);

const delivered = history.chain((updates) =>
  fc.tuple(
    fc.constant(updates),
    fc.shuffledSubarray(updates, { minLength: updates.length }),
    fc.shuffledSubarray(updates),
    fc.shuffledSubarray(updates),
  ),
);

describe('order history', () => {
  it('ends the same for any order and repetition of its events', () => {
    fc.assert(
      fc.property(delivered, ([inOrder, shuffled, again, andAgain]) => {
        expect(viewAfter([...again, ...shuffled, ...andAgain])).toEqual(viewAfter(inOrder));
      }),
    );
  });

  it('shows the last state of an order, in both documents', () => {
    const source = { aggregateType: 'Order', aggregateId: 17n, messageId: idOf(1) } as const;
    const updates = orderChanged(source, 'OrderRejected', { customerId: 5n, orderTotal });
    expect(Object.fromEntries(viewAfter(updates))).toEqual({
      'customers/5/guards/Order/17': idOf(1),
      'customers/5/orders.17': { orderId: 17n, state: 'REJECTED', orderTotal },
      'orders/17/guards/Order/17': idOf(1),
      'orders/17/customerId': 5n,
      'orders/17/orderTotal': orderTotal,
      'orders/17/state': 'REJECTED',
    });
  });
});
