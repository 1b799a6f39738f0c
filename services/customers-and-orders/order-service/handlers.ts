import type { EntityId } from '../../runtime/values/entity-id.ts';
import { eventHandlers, type HandlerContext, type HandlerResult } from '../../tram/index.ts';
import { customerEvents } from '../customer-service/messages.ts';
import type { OrderCommand } from './domain.ts';
import { execute } from './execute.ts';

/** The customer's answer decides the order. */
export const handlers = eventHandlers<HandlerContext>().on(customerEvents, {
  CustomerCreditReserved: ({ payload }, context) => carryOut(payload.orderId, { type: 'approve' }, context),

  CustomerCreditReservationFailed: ({ payload }, context) =>
    carryOut(payload.orderId, { type: 'reject', reason: 'INSUFFICIENT_CREDIT' }, context),

  CustomerValidationFailed: ({ payload }, context) =>
    carryOut(payload.orderId, { type: 'reject', reason: 'UNKNOWN_CUSTOMER' }, context),
});

/**
 * An answer about an order that is decided already is old news. One about no order may only be early: PostgreSQL streams
 * a commit to the relay before other transactions see it. Throwing has it tried again, and parked in the end.
 */
async function carryOut(
  orderId: EntityId,
  command: OrderCommand,
  { tx }: HandlerContext,
): Promise<HandlerResult> {
  const { result } = await execute(tx, orderId, command);
  if (result === 'unknown') throw new Error(`There is no order ${orderId}`);
  return result === 'done' ? undefined : 'duplicate';
}
