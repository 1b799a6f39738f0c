import type { EntityId } from '../../runtime/values/entity-id.ts';
import { eventHandlers, type HandlerContext, type HandlerResult } from '../../tram/index.ts';
import { customerEvents } from '../customer-service/messages.ts';
import { decideOrder } from './storage.ts';

/** The customer's answer decides the order. That this works is no help when the question is never asked. */
export const handlers = eventHandlers<HandlerContext>().on(customerEvents, {
  CustomerCreditReserved: ({ payload }, context) => decide(payload.orderId, 'APPROVED', context),
  CustomerCreditReservationFailed: ({ payload }, context) => decide(payload.orderId, 'REJECTED', context),
  CustomerValidationFailed: ({ payload }, context) => decide(payload.orderId, 'REJECTED', context),
});

async function decide(
  orderId: EntityId,
  state: 'APPROVED' | 'REJECTED',
  { tx }: HandlerContext,
): Promise<HandlerResult> {
  return (await decideOrder(tx, orderId, state)) ? undefined : 'duplicate';
}
