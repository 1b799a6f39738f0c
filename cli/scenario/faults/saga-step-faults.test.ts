import { describe, expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { toSpec } from './arm-faults.ts';
import { faultProblems } from './check-faults.ts';
import { parsePoint } from './grammar.ts';
import { resolvePoint } from './resolve-point.ts';

const armedAt = (at: string) => {
  const point = parsePoint(at);
  return point && resolvePoint(point, checkout);
};

const problemsAt = (at: string) => [...faultProblems({ at, do: 'crash', when: 'once' }, [], checkout)];

describe('a step of an orchestrated saga', () => {
  test.each([
    ['checkout.do-payment.after-commit', 'payment', 'CheckoutSaga.do-payment', 'DoPayment'],
    ['CheckoutSaga.confirm-order.before-handle', 'order', 'CheckoutSaga.confirm-order', 'ConfirmOrder'],
    ['checkout.undo create-order.before-commit', 'order', 'CheckoutSaga.undo create-order', 'RejectOrder'],
  ])('%s is armed where its command is handled', (at, process, handler, command) => {
    expect(armedAt(at)).toEqual({ process, handler, seam: parsePoint(at)?.seam, command });
    expect(problemsAt(at)).toEqual([]);
  });

  test('a reply is named by its type in the orchestrator', () => {
    const at = 'orchestrator.PaymentDone.before-commit';
    expect(armedAt(at)).toEqual({ process: 'orchestrator', handler: 'PaymentDone', seam: 'before-commit' });
    expect(problemsAt(at)).toEqual([]);
  });

  test.each([
    [
      'checkout.do-paymet.after-commit',
      'the saga checkout has no step "do-paymet"; did you mean "do-payment"?',
    ],
    [
      'checkuot.do-payment.after-commit',
      'there is no service and no saga "checkuot"; did you mean "checkout"?',
    ],
    ['checkout.do-payment.after-publish', 'a consumer with an inbox has no seam after-publish'],
  ])('%s is refused', (at, message) => {
    expect(problemsAt(at).map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
  });

  test('its process is told it by the name that its messages carry', () => {
    const at = 'checkout.do-payment.after-commit';
    expect(toSpec({ at, do: 'crash', when: 'once' }, checkout)).toMatchObject({
      at,
      handler: 'CheckoutSaga.do-payment',
      seam: 'after-commit',
    });
  });
});
