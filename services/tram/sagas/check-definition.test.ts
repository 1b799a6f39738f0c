import { expect, it, test } from 'vitest';
import * as z from 'zod';
import { defineCommands } from '../commands/definitions.ts';
import { defineReplies, failure, success } from '../commands/reply.ts';
import { checkDefinition } from './check-definition.ts';
import { sagaOf, type SagaStep } from './definition.ts';
import { orderSaga } from './testing/order-saga.ts';

const { step, pivot, retriable, parallel, local, command } = sagaOf<object>();
const commands = defineCommands('bank', { Do: z.object({}), Undo: z.object({}) });
const replies = defineReplies({ Done: success(z.object({})), Refused: failure(z.object({})) });
const action = command(commands, 'Do', { payload: () => ({}), replies });
const compensation = command(commands, 'Undo', { payload: () => ({}), replies });
const work = local(async () => undefined);

const check =
  (steps: readonly SagaStep<object>[], type = 'TheSaga') =>
  () =>
    checkDefinition({ type, data: z.object({}), steps });

it('takes one that makes sense', () => {
  expect(() => checkDefinition(orderSaga())).not.toThrow();
  expect(check([step('before', { compensation: work }), step('query', { action })])).not.toThrow();
});

test.each<[string, readonly SagaStep<object>[], string]>([
  ['no step', [], 'it has no step'],
  ['a step that does nothing', [step('idle', {})], 'idle has neither action nor compensation'],
  ['a pivot that does nothing', [pivot('idle', {})], 'idle has neither action nor compensation'],
  [
    'two pivots',
    [pivot('first', { action }), pivot('second', { action })],
    'second is a second pivot, after first',
  ],
  [
    'a compensation after the pivot',
    [pivot('pay', { action }), step('late', { action, compensation })],
    'late has a compensation after the pivot pay, from which there is no way back',
  ],
  [
    'a step after the pivot that may be refused',
    [pivot('pay', { action }), step('late', { action })],
    'late comes after the pivot pay: it has to be retriable',
  ],
  [
    'a retriable step before the pivot',
    [retriable('early', { action }), pivot('pay', { action })],
    'early is retriable before the pivot',
  ],
  ['a retriable step without a pivot', [retriable('early', { action })], 'there is no pivot before it'],
  [
    'a pivot that can be undone',
    [pivot('pay', { action, compensation })],
    'the pivot pay has a compensation: what can be undone is no pivot',
  ],
  [
    'a retriable step without action',
    [pivot('pay', { action }), retriable('ship', { compensation })],
    'ship is retriable and has no action',
  ],
  ['two of one name', [step('pay', { action }), step('pay', { action })], 'two steps are called pay'],
  [
    'a group with the name of a step',
    [parallel('pay', [step('pay', { action })])],
    'two steps are called pay',
  ],
  ['a name that no fault can call', [step('pay.now', { action })], 'step "pay.now" cannot be called so'],
  ['an empty group', [parallel('both', [])], 'parallel both has no steps'],
  [
    'a pivot in a group',
    [parallel('both', [pivot('pay', { action }), step('ship', { action })])],
    'parallel both holds the pivot',
  ],
  [
    'a group that can be undone in part',
    [pivot('pay', { action }), parallel('both', [retriable('a', { action }), step('b', { action })])],
    'parallel both mixes steps that can be undone with retriable ones',
  ],
  [
    'a time limit that compensates what cannot be',
    [pivot('pay', { action, timeout: { afterMs: 1, then: 'compensate' } })],
    'pay compensates when its time is up, and has no compensation',
  ],
  [
    'a time limit of nothing',
    [step('pay', { action, timeout: { afterMs: 0, then: 'fail' } })],
    'pay has a time limit of 0 ms: give more than 0',
  ],
  [
    'a time limit of local work',
    [step('note', { action: work, timeout: { afterMs: 1, then: 'fail' } })],
    'note has a time limit, and is local: it waits for nobody',
  ],
  [
    'a backoff that shrinks',
    [step('pay', { action, backoff: { firstMs: 10, maxMs: 5 } })],
    'pay waits 10 ms to 5 ms',
  ],
  [
    'an action that can never succeed',
    [step('pay', { action: { ...action, replies: { Refused: replies.Refused } } })],
    'pay has no reply that is a success, and could never be done',
  ],
  [
    'a compensation that can never succeed',
    [step('pay', { action, compensation: { ...compensation, replies: {} } })],
    'the compensation of pay has no reply that is a success, and could never be done',
  ],
  [
    'a handler of a reply that nobody gives',
    [step('pay', { action: { ...action, onReply: { Payed: (data) => data } } })],
    'pay handles a reply Payed that it does not have, only Done, Refused',
  ],
])('refuses %s', (_case, steps, problem) => {
  expect(check(steps)).toThrow(problem);
});

it('refuses a type that names no topic, and says all that is wrong at once', () => {
  expect(check([step('idle', {}), pivot('pay', {})], 'My saga')).toThrow(
    'Saga My saga makes no sense: its type "My saga" cannot name a topic: letters, digits, ".", "_" and "-" can; ' +
      'idle has neither action nor compensation; pay has neither action nor compensation',
  );
});
