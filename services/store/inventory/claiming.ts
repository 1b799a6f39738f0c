import type { Money } from '../../runtime/values/money.ts';
import { type Reply, reply, type Transaction, UnprocessableMessageError } from '../../tram/index.ts';
import type { Item } from '../item.ts';
import { decideClaim } from './domain.ts';
import { inventoryReplies } from './messages.ts';
import {
  assignToOrder,
  type Claim,
  insertClaim,
  itemsOfOrder,
  lockClaim,
  lockClaimedProducts,
  lockReserved,
  returnToSession,
  sell,
  updateClaim,
} from './storage/claims.ts';

export interface ClaimRequest {
  readonly orderId: string;
  readonly sessionId: string;
  readonly total: Money;
}

/** Decides an order's claim once; whoever asks again is told what was decided. */
export async function claim(tx: Transaction, request: ClaimRequest): Promise<Reply> {
  const { orderId, sessionId, total: expected } = request;
  const known = await lockClaim(tx, orderId);
  if (known) return claimReply(known, () => itemsOfOrder(tx, orderId));

  const reserved = await lockReserved(tx, sessionId);
  const items = reserved.map(({ item }) => item);
  const decision = decideClaim(items, expected);
  await insertClaim(tx, orderId, decision);
  if (decision.state === 'claimed') await assignToOrder(tx, orderId, reserved);
  return claimReply(decision, async () => items);
}

async function claimReply({ state, total }: Claim, itemsOf: () => Promise<readonly Item[]>): Promise<Reply> {
  if (state === 'claimed' || state === 'committed') {
    const items = [...(await itemsOf())];
    return reply(inventoryReplies, { type: 'ReservationsClaimed', payload: { items } });
  }
  if (state === 'total-differs' && total) {
    return reply(inventoryReplies, { type: 'TotalDiffers', payload: { total } });
  }
  return reply(inventoryReplies, { type: 'NothingReserved', payload: {} });
}

/** A claim that comes after its release claims nothing. */
export async function release(tx: Transaction, orderId: string): Promise<Reply> {
  const known = await lockClaim(tx, orderId);
  if (known?.state === 'committed')
    throw new UnprocessableMessageError(`Order ${orderId} cannot be undone: its units are sold`);
  if (!known) await insertClaim(tx, orderId, { state: 'released', total: undefined });
  if (known?.state === 'claimed') {
    await returnToSession(tx, orderId);
    await updateClaim(tx, orderId, 'released');
  }
  return reply(inventoryReplies, { type: 'ReservationsReleased', payload: {} });
}

export async function commit(tx: Transaction, orderId: string): Promise<Reply> {
  const known = await lockClaim(tx, orderId);
  if (known?.state === 'claimed') {
    await lockClaimedProducts(tx, orderId);
    await sell(tx, orderId);
    await updateClaim(tx, orderId, 'committed');
  } else if (known?.state !== 'committed') {
    throw new UnprocessableMessageError(
      `Order ${orderId} has nothing to commit: its claim is ${known?.state ?? 'unknown'}`,
    );
  }
  return reply(inventoryReplies, { type: 'ReservationsCommitted', payload: {} });
}
