import * as z from 'zod';
import { moneySchema } from '../../runtime/values/money.ts';
import { defineCommands, defineReplies, failure, success } from '../../tram/index.ts';
import { itemSchema } from '../item.ts';

/** `orderId` is the saga's id, whoever repeats a command. */
export const inventoryCommands = defineCommands('inventory', {
  /** The session's reservations become the order's: they expire no longer, and what is reserved later is not theirs. */
  ClaimReservations: z.object({ orderId: z.string(), sessionId: z.string(), total: moneySchema }),
  /** Undoes the claim: they are the session's again, and expire anew. */
  ReleaseReservations: z.object({ orderId: z.string() }),
  /** The units leave the stock. */
  CommitReservations: z.object({ orderId: z.string() }),
});

export const inventoryReplies = defineReplies({
  ReservationsClaimed: success(z.object({ items: z.array(itemSchema) })),
  NothingReserved: failure(z.object({})),
  /** What the session has reserved does not cost what the order says. */
  TotalDiffers: failure(z.object({ total: moneySchema })),
  ReservationsReleased: success(z.object({})),
  ReservationsCommitted: success(z.object({})),
});

export const inventoryChannel = { name: inventoryCommands.channel, partitions: 4 } as const;
