import { type SagaDefinition, sagaOf } from '../../tram/index.ts';
import { customerCommands, customerReplies } from '../customer-service/messages.ts';
import { type CreateOrderData, createOrderData } from './create-order-data.ts';
import { execute } from './execute.ts';
import { createOrderSagaType } from './messages.ts';
import { insertOrder } from './storage.ts';

const { step, pivot, retriable, local, command } = sagaOf<CreateOrderData>();

const createOrder = local(({ orderId, customerId, orderTotal }, { tx, sagaId }) =>
  insertOrder(tx, orderId, { customerId, orderTotal }, sagaId),
);

const rejectOrder = local(({ orderId, rejectionReason }, { tx }) => {
  if (!rejectionReason) throw new Error(`Order ${orderId} is to be rejected, and nobody said why`);
  return execute(tx, orderId, { type: 'reject', reason: rejectionReason });
});

const reserveCredit = command(customerCommands, 'ReserveCredit', {
  payload: ({ customerId, orderId, orderTotal }) => ({ customerId, orderId, orderTotal }),
  resource: ({ customerId }) => `/customers/${customerId}`,
  replies: customerReplies,
  onReply: {
    CustomerCreditLimitExceeded: (data) => ({ ...data, rejectionReason: 'INSUFFICIENT_CREDIT' }),
    CustomerNotFound: (data) => ({ ...data, rejectionReason: 'UNKNOWN_CUSTOMER' }),
  },
});

const approveOrder = local(({ orderId }, { tx }) => execute(tx, orderId, { type: 'approve' }));

/**
 * One order. Credit is not reserved in vain: there is no step after the pivot that can be refused. The saga has no time
 * limit: an order is PENDING for as long as the customer service is away.
 */
export const createOrderSaga: SagaDefinition<CreateOrderData> = {
  type: createOrderSagaType,
  data: createOrderData,
  steps: [
    step('create-order', { action: createOrder, compensation: rejectOrder }),
    pivot('reserve-credit', { action: reserveCredit }),
    retriable('approve-order', { action: approveOrder }),
  ],
};
