import * as z from 'zod';
import { entityId } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { defineEvents } from '../../tram/index.ts';

const creditDecision = z.object({ customerId: entityId, orderId: entityId });

export const customerEvents = defineEvents('Customer', {
  CustomerCreated: z.object({ name: z.string(), creditLimit: moneySchema }),
  CustomerCreditReserved: creditDecision,
  /** The credit limit does not cover the order. */
  CustomerCreditReservationFailed: creditDecision,
  /** There is no such customer. */
  CustomerValidationFailed: creditDecision,
});

export const customerTopic = { name: customerEvents.aggregateType, partitions: 4 } as const;
