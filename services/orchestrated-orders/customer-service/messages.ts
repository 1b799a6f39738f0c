import * as z from 'zod';
import { entityId } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { defineCommands, defineReplies, failure, success } from '../../tram/index.ts';

export const customerCommands = defineCommands('customerService', {
  /** The credit stays reserved for the order, whoever repeats the command. */
  ReserveCredit: z.object({ customerId: entityId, orderId: entityId, orderTotal: moneySchema }),
});

export const customerReplies = defineReplies({
  CustomerCreditReserved: success(z.object({})),
  /** The credit limit does not cover the order. */
  CustomerCreditLimitExceeded: failure(z.object({})),
  /** There is no such customer. */
  CustomerNotFound: failure(z.object({})),
});

export const customerChannel = { name: customerCommands.channel, partitions: 4 } as const;
