import { commandHandlers, type HandlerContext } from '../../tram/index.ts';
import { claim, commit, release } from './claiming.ts';
import { inventoryCommands } from './messages.ts';

export const handlers = commandHandlers<HandlerContext>().on(inventoryCommands, {
  ClaimReservations: ({ payload }, { tx }) => claim(tx, payload),
  ReleaseReservations: ({ payload: { orderId } }, { tx }) => release(tx, orderId),
  CommitReservations: ({ payload: { orderId } }, { tx }) => commit(tx, orderId),
});
