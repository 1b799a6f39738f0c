import { describe, expect, it, test } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { newMessageId, parseJson, stringifyJson } from '../../tram/index.ts';
import { checkDefinition } from '../../tram/sagas/check-definition.ts';
import { interpret } from '../../tram/sagas/interpret.ts';
import { newInstance } from '../../tram/sagas/instance.ts';
import type { SagaEvent, Todo } from '../../tram/sagas/transition.ts';
import { type CreateOrderData, createOrderData } from './create-order-data.ts';
import { createOrderSaga } from './create-order-saga.ts';

const data: CreateOrderData = {
  orderId: 9223372036854775807n,
  customerId: 7n,
  orderTotal: Money.parse('12.34'),
};

function whatIsDone(todo: Todo<CreateOrderData>): string {
  if (todo.kind === 'send') return `${todo.command} to ${todo.channel}`;
  const compensations = createOrderSaga.steps.flatMap((step) =>
    'compensation' in step && step.compensation?.kind === 'local' ? [step.compensation.run] : [],
  );
  return compensations.includes(todo.run) ? `undo ${todo.step}` : todo.step;
}

/** Plays the saga up to the reply, with local work that succeeds. */
function play(reply: string) {
  const request = newMessageId();
  const surroundings = { nowMs: 0, newId: () => request };
  const done: string[] = [];
  let instance = newInstance('saga-1', data);
  const happens = (event: SagaEvent<CreateOrderData>): void => {
    const transition = interpret(createOrderSaga, instance, event, surroundings);
    instance = transition.instance;
    for (const todo of transition.todo) {
      done.push(whatIsDone(todo));
      if (todo.kind === 'local') happens({ kind: 'worked', step: todo.step, data: undefined });
    }
  };
  happens({ kind: 'started' });
  happens({ kind: 'reply', request, type: reply, payload: {} });
  return { done, instance };
}

describe('the saga that creates an order', () => {
  it('makes sense', () => {
    expect(() => checkDefinition(createOrderSaga)).not.toThrow();
  });

  it('approves the order when credit is reserved', () => {
    const { done, instance } = play('CustomerCreditReserved');
    expect(done).toEqual(['create-order', 'ReserveCredit to customerService', 'approve-order']);
    expect(instance).toMatchObject({ end: 'COMPLETED', data });
  });

  test.each([
    ['CustomerCreditLimitExceeded', 'INSUFFICIENT_CREDIT'],
    ['CustomerNotFound', 'UNKNOWN_CUSTOMER'],
  ])('on %s rejects the order: %s', (reply, rejectionReason) => {
    const { done, instance } = play(reply);
    expect(done).toEqual(['create-order', 'ReserveCredit to customerService', 'undo create-order']);
    expect(instance).toMatchObject({ end: 'COMPENSATED', data: { rejectionReason } });
  });

  it('keeps its data exact', () => {
    const { orderId, orderTotal } = createOrderData.parse(parseJson(stringifyJson(data)));
    expect([orderId, orderTotal.toString()]).toEqual([data.orderId, '12.34']);
  });
});
