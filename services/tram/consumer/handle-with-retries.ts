import { setTimeout as delay } from 'node:timers/promises';
import { InjectedFault } from '../faults/injected-fault.ts';
import { causeOf } from './cause-of.ts';
import { atPlace, faults, reachHere } from '../faults/seam.ts';
import type { Delivery, ParkedRecord } from '../inbox/inbox.ts';
import { runCausedBy } from '../message/cause.ts';
import { toError } from '../message/errors.ts';
import type { DeliverOptions } from './deliver-options.ts';
import { deliveryPlace } from './delivery-place.ts';
import type { DeliveryOutcome } from './delivery-line.ts';
import { failureKind } from './failure-kind.ts';
import type { MessageHandler } from './message-handler.ts';
import { retryConflicts } from './retry-conflicts.ts';
import { retryDelayMs } from './retry-policy.ts';
import { untilAvailable } from './until-available.ts';

export type HandlingResult =
  | { readonly outcome: 'handled' | 'duplicate' | 'blocked'; readonly injected?: true }
  | { readonly outcome: 'dropped' }
  | ({ readonly outcome: 'failed' } & Pick<ParkedRecord, 'reason' | 'error' | 'attempts'>);

/** Hands the message to its handler, through the inbox, until that works or there is no more point in trying. */
export async function handleWithRetries<Context>(
  delivery: Delivery,
  handler: MessageHandler<Context>,
  options: DeliverOptions<Context>,
  tell: (outcome: DeliveryOutcome) => void,
): Promise<HandlingResult> {
  const { inbox, retry, signal } = options;
  const { message } = delivery;
  const cause = causeOf(message);
  const handle = async (context: Context) => {
    const result = await handler(message, context);
    if (faults.armed) await reachHere('after-handle');
    return result;
  };
  const receive = () =>
    untilAvailable(
      () =>
        retryConflicts(() => inbox.receive(delivery, (context) => runCausedBy(cause, () => handle(context)))),
      options,
    );

  for (let attempt = 1; ; attempt += 1) {
    try {
      if (faults.armed) return await atPlace(deliveryPlace(delivery), () => receiveWithFaults(receive, tell));
      return { outcome: await receive() };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toError(thrown).message;
      if (failureKind(thrown) === 'unprocessable') {
        return { outcome: 'failed', reason: 'unprocessable', error, attempts: attempt };
      }
      if (attempt >= retry.attempts) return { outcome: 'failed', reason: 'failed', error, attempts: attempt };
      tell({ event: 'retry', attempt, error, ...(thrown instanceof InjectedFault && { injected: true }) });
    }
    await delay(retryDelayMs(retry, attempt, Math.random()), undefined, { signal });
  }
}

/** What may be armed before the handler can let it not come about, or have it done twice. */
async function receiveWithFaults(
  receive: () => Promise<'handled' | 'duplicate' | 'blocked'>,
  tell: (outcome: DeliveryOutcome) => void,
): Promise<HandlingResult> {
  const ruling = await reachHere('before-handle');
  if (ruling === 'drop') return { outcome: 'dropped' };
  const outcome = await receive();
  if (ruling !== 'duplicate' || outcome === 'blocked') return { outcome };
  tell({ event: outcome });
  return { outcome: await receive(), injected: true };
}
