import { describe, expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { play, playOrder } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';
import { loansSystem } from '../../test/harness/loans-system.ts';
import { LoansStory } from '../testing/loans.ts';
import { insert } from '../testing/rows.ts';

const created = { aggregate: 'Order', id: 17, type: 'OrderCreated', payload: { n: 1 } };

const name = 'effects-once';
const consumer = 'customer-service-orders';

function delivered() {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const [message] = world.commit('order-db', { cause: request, events: [created] });
  const record = world.publish(message!);
  const cause = { correlation: request.id, id: message!.id, consumer };
  const answer = { aggregate: 'Customer', id: 1, type: 'CustomerCreditReserved', payload: {} };
  world.commit('customer-db', { cause, events: [answer] });
  world.deliver(consumer, message!, record);
  return { world, run: [request.id], message: message!, record, cause, answer };
}

test('holds for one handling and its duplicates', () => {
  const { world, run, message, record } = delivered();
  world.deliver(consumer, message, record, { event: 'duplicate' });
  expect(resultOf(world, name, run).verdict).toBe('pass');
});

test('a message that was handled and answered twice', () => {
  const { world, run, message, cause, answer } = delivered();
  world.commit('customer-db', { cause, events: [answer] });
  const commits = 'customer-db xid 742 at 0/1CE6, customer-db xid 743 at 0/1CE7';
  expect(resultOf(world, name, run).proof).toEqual([
    `${consumer}, OrderCreated ${message.id}: handled 2 times: ${commits}`,
    `${consumer}, OrderCreated ${message.id}: answered 2 times: ${commits}`,
  ]);
});

test('two lines of two handlings where no inbox kept them apart', () => {
  const { world, run, message } = delivered();
  world.deliver(consumer, message, world.publish(message));
  expect(resultOf(world, name, run).proof).toEqual([
    `${consumer}, OrderCreated ${message.id}: handled 2 times: Order/0@0, Order/0@1`,
  ]);
});

test('two answers where one was due', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const [message] = world.commit('order-db', { cause: request, events: [created] });
  const cause = { correlation: request.id, id: message!.id, consumer };
  const types = ['CustomerCreditReserved', 'CustomerCreditReservationFailed'];
  const events = types.map((type) => ({ aggregate: 'Customer', id: 1, type, payload: {} }));
  world.commit('customer-db', { cause, events });
  expect(resultOf(world, name, [request.id]).proof?.[0]).toMatch(
    /: more than one answer: .*Reserved .*Failed /,
  );
});

test('one id in two outboxes', () => {
  const { world, run, message } = delivered();
  const headers = JSON.stringify({ ID: message.id, 'correlation-id': run[0] });
  const row = { id: message.id, destination: 'Order', headers, payload: '{}' };
  world.commit('customer-db', { rows: [insert('message', row)] });
  expect(resultOf(world, name, run).proof?.[0]).toMatch(
    / is in the outbox 2 times: customer-db .*, order-db /,
  );
});

test('a view that took the same event again had been set back', () => {
  const { world, story, correlations } = playOrder(system);
  const [message] = world.model().messages.byCorrelation.get(correlations[1]!) ?? [];
  story.change('orders', '17', {}, { Order: { 17: '0' } });
  story.change('orders', '17', {}, { Order: { 17: message!.id } });
  expect(resultOf(world, name, correlations).proof).toEqual([
    `order-history, OrderCreated ${message!.id}: applied 2 times to orders 17`,
  ]);
});

function lent(file: Parameters<typeof loansSystem>[0]) {
  const story = new LoansStory(loansSystem({ invariants: 'once: { kind: effects-once }', ...file }));
  const request = story.lend();
  story.take();
  const { verdict, proof } = resultOf(story.world, 'once', [request]);
  return { verdict, ...(proof && { proof }) };
}

describe('a consumer with neither inbox nor view', () => {
  const loans = ', request: { answer: $.loan }';

  test('may have done all twice: nothing is known, and the line that would tell is named', () => {
    expect(lent({ loans, copies: 'idempotent: false' })).toEqual({
      verdict: 'inconclusive',
      proof: [
        'nothing shows that copies has the effect of a message once, as it has neither inbox nor view: ' +
          'add inbox: copies-db to consumers.copies; or idempotent: true, if handling a message again changes and sends nothing',
      ],
    });
  });

  test('whose rows in the inbox name it all the same has shown it', () => {
    const inbox = 'inbox: { table: heard, message: no, consumer: who }';
    expect(lent({ loans, copies: 'idempotent: false', inbox })).toEqual({ verdict: 'pass' });
  });

  test('that is idempotent by itself has nothing to show', () => {
    expect(lent({ loans, copies: 'idempotent: true' })).toEqual({ verdict: 'not-applicable' });
  });

  test('is another than one with an inbox', () => {
    expect(lent({ loans })).toEqual({ verdict: 'pass' });
  });
});
