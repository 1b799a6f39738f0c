import {
  type SagaDefinition,
  type SagaEnd,
  sagaOf,
  sendCommand,
  type StepContext,
} from '../../tram/index.ts';
import { inventoryCommands, inventoryReplies } from '../inventory/messages.ts';
import { orderCommands, orderReplies } from '../order/messages.ts';
import { paymentCommands, paymentReplies } from '../payment/messages.ts';
import { type CheckoutData, checkoutData } from './checkout-data.ts';

const { step, pivot, retriable, parallel, command } = sagaOf<CheckoutData>();

const claimReservations = command(inventoryCommands, 'ClaimReservations', {
  payload: ({ sessionId, total }, orderId) => ({ orderId, sessionId, total }),
  replies: inventoryReplies,
  onReply: {
    ReservationsClaimed: (data, { items }) => ({ ...data, items }),
    NothingReserved: (data) => ({ ...data, reason: 'NOTHING_RESERVED' }),
    TotalDiffers: (data) => ({ ...data, reason: 'TOTAL_DIFFERS' }),
  },
});

const releaseReservations = command(inventoryCommands, 'ReleaseReservations', {
  payload: (_data, orderId) => ({ orderId }),
  replies: inventoryReplies,
});

const createOrder = command(orderCommands, 'CreateOrder', {
  payload: ({ sessionId, items, total }, orderId) => ({ orderId, sessionId, items, total }),
  replies: orderReplies,
  onReply: { OrderCreated: (data) => ({ ...data, created: true }) },
});

const rejectOrder = command(orderCommands, 'RejectOrder', {
  payload: ({ reason = 'TIMED_OUT' }, orderId) => ({ orderId, reason }),
  replies: orderReplies,
  // The answer to its creation may be late, or was never given in time.
  onReply: { OrderRejected: (data, { existed }) => ({ ...data, created: data.created || existed }) },
});

const doPayment = command(paymentCommands, 'DoPayment', {
  payload: ({ card, total }, orderId) => ({ orderId, card, total }),
  replies: paymentReplies,
  onReply: {
    PaymentDone: (data, { paymentId }) => ({ ...data, paymentId }),
    PaymentRefused: (data) => ({ ...data, reason: 'PAYMENT_REFUSED' }),
    PaymentUnavailable: (data) => ({ ...data, reason: 'PAYMENT_UNAVAILABLE' }),
  },
});

const commitReservations = command(inventoryCommands, 'CommitReservations', {
  payload: (_data, orderId) => ({ orderId }),
  replies: inventoryReplies,
});

const confirmOrder = command(orderCommands, 'ConfirmOrder', {
  payload: (_data, orderId) => ({ orderId }),
  replies: orderReplies,
});

/** A participant that is down this long has the checkout undone: the customer waits. */
const giveUp = { afterMs: 30_000, then: 'compensate' } as const;
/** Nobody but the payment service knows whether money was taken: it is asked until it says so. */
const askAgain = { afterMs: 30_000, then: 'retry' } as const;
const patiently = { firstMs: 100, maxMs: 5_000 };

/**
 * No step wrote the order down that was undone before `create-order`, and none can undo that its cart was emptied. Of an order
 * that was never created this says what is known.
 */
async function refuseUncreated(
  end: SagaEnd,
  { created, sessionId, items, total, reason = 'TIMED_OUT' }: CheckoutData,
  { sagaId: orderId, tx }: StepContext,
): Promise<void> {
  if (end !== 'COMPENSATED' || created) return;
  const payload = { orderId, sessionId, items, total, reason };
  await sendCommand(tx, orderCommands, { type: 'RefuseOrder', payload }, { key: orderId });
}

/** One checkout. The order's id is the saga's. */
export const checkoutSaga: SagaDefinition<CheckoutData> = {
  type: 'CheckoutSaga',
  data: checkoutData,
  steps: [
    step('claim-reservations', {
      action: claimReservations,
      compensation: releaseReservations,
      timeout: giveUp,
    }),
    step('create-order', { action: createOrder, compensation: rejectOrder, timeout: giveUp }),
    pivot('do-payment', { action: doPayment, timeout: askAgain }),
    parallel('finish', [
      retriable('commit-reservations', { action: commitReservations, timeout: askAgain, backoff: patiently }),
      retriable('confirm-order', { action: confirmOrder, timeout: askAgain, backoff: patiently }),
    ]),
  ],
  onEnd: refuseUncreated,
};
