import { commandHandlers, type HandlerContext, reply } from '../../tram/index.ts';
import { decideCredit } from './domain.ts';
import { customerCommands, customerReplies } from './messages.ts';
import { creditFor, insertReservation } from './storage.ts';

/**
 * The credit is read without locking the customer's row: the saga holds the customer until it ends (`lock`), and whichever
 * comes meanwhile waits in the stash. A command that comes again is answered as before.
 */
export const handlers = commandHandlers<HandlerContext>().on(
  customerCommands,
  {
    ReserveCredit: async ({ payload: { customerId, orderId, orderTotal } }, { tx }) => {
      const decision = decideCredit(await creditFor(tx, customerId, orderId), orderTotal);
      if (decision === 'CustomerCreditReserved') await insertReservation(tx, customerId, orderId, orderTotal);
      return reply(customerReplies, { type: decision, payload: {} });
    },
  },
  { lock: { ReserveCredit: ({ payload }) => `Customer/${payload.customerId}` } },
);
