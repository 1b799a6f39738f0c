import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import type { SagaDefinition } from '../../systems/system.ts';
import { saga } from '../../systems/sagas/saga-schema.ts';
import { statesOf } from './saga-states.ts';

function orchestrated(steps: readonly object[]): SagaDefinition {
  return saga.parse({ instance: { database: 'd', table: 't', key: 'id', state: 'state' }, steps });
}

test('the states of a saga follow from its steps: forward, and back by what was done', () => {
  expect(statesOf(checkout.sagas['checkout']!)).toEqual({
    initial: ['claim-reservations'],
    transitions: {
      'claim-reservations': ['create-order', 'undo claim-reservations', 'COMPENSATED', 'FAILED'],
      'undo claim-reservations': ['COMPENSATED', 'FAILED'],
      'create-order': ['do-payment', 'undo create-order', 'undo claim-reservations', 'FAILED'],
      'undo create-order': ['undo claim-reservations', 'FAILED'],
      'do-payment': ['finish', 'undo create-order', 'FAILED'],
      finish: ['COMPLETED', 'FAILED'],
    },
    terminal: ['COMPLETED', 'COMPENSATED', 'FAILED'],
  });
});

test("the orchestrator's own work may be done before anybody sees it", () => {
  const { initial, transitions } = statesOf(
    orchestrated([
      { name: 'create-order', kind: 'compensatable', compensation: true },
      { name: 'reserve-credit', kind: 'compensatable', command: 'ReserveCredit', channel: 'customer' },
      { name: 'approve-order', kind: 'retriable' },
    ]),
  );
  expect(initial).toEqual(['create-order', 'COMPENSATED', 'reserve-credit']);
  expect(transitions['reserve-credit']).toEqual([
    'approve-order',
    'COMPLETED',
    'undo create-order',
    'COMPENSATED',
    'FAILED',
  ]);
});

test('a step that may be passed over is passed over both ways', () => {
  const steps = ['first', 'second', 'third'].map((name) => ({
    name,
    kind: 'compensatable',
    command: name,
    channel: 'c',
    compensation: `undo-${name}`,
    conditional: name === 'second',
  }));
  const { transitions } = statesOf(orchestrated(steps));
  expect(transitions['first']).toEqual(['second', 'third', 'undo first', 'COMPENSATED', 'FAILED']);
  expect(transitions['undo third']).toEqual(['undo second', 'undo first', 'FAILED']);
});

test('states that are written out stay as they are', () => {
  const states = { initial: ['A'], transitions: { A: ['B'] }, terminal: ['B'] };
  const instance = { database: 'd', table: 't', key: 'id', state: 'state' };
  expect(statesOf(saga.parse({ instance, ...states }))).toEqual(states);
});
