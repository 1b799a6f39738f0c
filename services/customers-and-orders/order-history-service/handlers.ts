import type { Db } from 'mongodb';
import { aggregateEntityId } from '../../runtime/values/aggregate-entity-id.ts';
import { eventHandlers, type HandlerResult, type MessageId, type NoContext } from '../../tram/index.ts';
import { customerEvents } from '../customer-service/messages.ts';
import { orderEvents } from '../order-service/messages.ts';
import {
  customerCreated,
  type OrderDetails,
  type OrderEventType,
  orderChanged,
  type Source,
  type ViewUpdate,
} from './domain.ts';
import { type ApplyUpdate, viewWriter } from './storage.ts';

interface Received {
  readonly aggregateId: string;
  readonly messageId: MessageId;
}

interface OrderEvent extends Received {
  readonly type: OrderEventType;
  readonly payload: { readonly orderDetails: OrderDetails };
}

export function handlers(db: Db) {
  const apply = viewWriter(db);
  const applyOrder = (event: OrderEvent): Promise<HandlerResult> =>
    applyAll(apply, orderChanged(sourceOf('Order', event), event.type, event.payload.orderDetails));

  return eventHandlers<NoContext>()
    .on(customerEvents, {
      CustomerCreated: (event) =>
        applyAll(apply, customerCreated(sourceOf('Customer', event), event.payload)),
    })
    .on(orderEvents, {
      OrderCreated: applyOrder,
      OrderApproved: applyOrder,
      OrderRejected: applyOrder,
      OrderCancelled: applyOrder,
    });
}

function sourceOf(aggregateType: Source['aggregateType'], event: Received): Source {
  return { aggregateType, aggregateId: aggregateEntityId(event), messageId: event.messageId };
}

/** Old news when no document takes it; after a crash between two documents the second still does. */
async function applyAll(apply: ApplyUpdate, updates: readonly ViewUpdate[]): Promise<HandlerResult> {
  const applied = await Promise.all(updates.map(apply));
  return applied.includes(true) ? undefined : 'duplicate';
}
