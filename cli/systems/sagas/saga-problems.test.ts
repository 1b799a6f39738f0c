import { expect, test } from 'vitest';
import { checkoutYaml } from '../../test/harness/checkout-system.ts';
import { parseSystem } from '../load.ts';

function errorOf(from: string, to: string): string {
  const changed = checkoutYaml.replace(from, to);
  expect(changed).not.toBe(checkoutYaml);
  try {
    parseSystem('system.yaml', changed);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

test.each([
  [
    'kind: pivot',
    'kind: pivto',
    /^system\.yaml:\d+:\d+: sagas\.checkout\.steps\[2\]\.kind must be compensatable \| pivot \| retriable/,
  ],
  [
    'kind: retriable\n            command: CommitReservations',
    'kind: pivot\n            command: CommitReservations',
    /sagas\.checkout\.steps: commit-reservations is a second pivot; there is one at most \(do-payment\)/,
  ],
  [
    'kind: retriable\n            command: ConfirmOrder',
    'kind: compensatable\n            command: ConfirmOrder',
    /confirm-order is compensatable, but after it there is no way back; make it retriable/,
  ],
  [
    'kind: compensatable\n        command: CreateOrder',
    'kind: retriable\n        command: CreateOrder',
    /create-order is retriable, but before the pivot; make it compensatable/,
  ],
  [
    'replies: [PaymentDone, PaymentRefused]',
    'replies: [PaymentDone, PaymentRefused]\n        timeouts: [PaymentRefusd]',
    /do-payment: "PaymentRefusd" of its timeouts is none of its replies; did you mean "PaymentRefused"\?/,
  ],
  ['- name: create-order', '- name: do-payment', /there are two steps named "do-payment"/],
  [
    'command: CreateOrder',
    'command: CreatOrder',
    /no consumer handles "CreatOrder" of order; did you mean "CreateOrder"\?/,
  ],
  [
    'channel: payment',
    'channel: paiment',
    /do-payment: there is no topic "paiment"; did you mean "payment"\?/,
  ],
  [
    'replies: [OrderCreated]',
    'replies: [OrderMade]',
    /create-order: no consumer handles the reply "OrderMade"/,
  ],
  [
    '      - name: finish\n        parallel:',
    '      - name: finish\n        kind: retriable\n        parallel:',
    /step finish: exactly one of kind, parallel must be given/,
  ],
  [
    '    steps:\n',
    '    terminal: [DONE]\n    steps:\n',
    /with steps, terminal must be left out: they follow from the steps/,
  ],
  [
    'table: products, group: id, sum: units',
    'table: product, group: id, sum: units',
    /invariants\.stock-conserved\.left\[0\]\.table: there is no table of inventory-db "product"/,
  ],
  [
    'left: { database: payment-db, table: payments, group',
    'left: { database: payment-db, table: payments, grup',
    /unknown field "grup" in invariants\.one-charge-per-order\.left; did you mean "group"\?/,
  ],
])('%j as %j is refused, and the error says why', (from, to, message) => {
  expect(errorOf(from, to)).toMatch(message);
});

test('states that are neither written out nor follow from steps', () => {
  const [before = '', after = ''] = checkoutYaml.split('    steps:\n');
  const without = `${before}${after.slice(after.indexOf('invariants:'))}`;
  expect(() => parseSystem('system.yaml', without)).toThrow(
    /sagas\.checkout: either initial, transitions and terminal must be given, or steps/,
  );
});
