import {
  commandHandlers,
  type HandlerContext,
  type NoContext,
  type Reply,
  reply,
  type Transaction,
} from '../../tram/index.ts';
import { paymentCommands, paymentReplies } from './messages.ts';
import { pay, type PayDeps } from './pay.ts';
import { findPayment } from './storage.ts';

/** What is done before the transaction in which the command is answered (`paying-inbox.ts`). */
export function workBefore(deps: PayDeps) {
  return commandHandlers<NoContext>().on(paymentCommands, { DoPayment: ({ payload }) => pay(deps, payload) });
}

export const handlers = commandHandlers<HandlerContext>().on(paymentCommands, {
  DoPayment: ({ payload: { orderId } }, { tx }) => answer(tx, orderId),
});

/** None while nobody knows what became of it: the saga asks again when its time is up. */
async function answer(tx: Transaction, orderId: string): Promise<Reply | undefined> {
  const payment = await findPayment(tx, orderId);
  if (!payment || payment.state === 'asked') return undefined;
  if (payment.state === 'charged')
    return reply(paymentReplies, { type: 'PaymentDone', payload: { paymentId: payment.id } });
  const type = payment.state === 'refused' ? 'PaymentRefused' : 'PaymentUnavailable';
  return reply(paymentReplies, { type, payload: {} });
}
