import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery, ParkedRecord } from '../inbox/inbox.ts';
import { runCausedBy } from '../message/cause.ts';
import { toError } from '../message/errors.ts';
import { header } from '../message/message.ts';
import type { DeliverOptions } from './deliver-options.ts';
import type { DeliveryOutcome } from './delivery-line.ts';
import { failureKind } from './failure-kind.ts';
import type { MessageHandler } from './message-handler.ts';
import { retryConflicts } from './retry-conflicts.ts';
import { retryDelayMs } from './retry-policy.ts';
import { untilAvailable } from './until-available.ts';

export type HandlingResult =
  | { readonly outcome: 'handled' | 'duplicate' | 'blocked' }
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
  const cause = causeOf(delivery);
  const receive = () =>
    inbox.receive(delivery, (context) => runCausedBy(cause, () => handler(message, context)));

  for (let attempt = 1; ; attempt += 1) {
    try {
      return { outcome: await untilAvailable(() => retryConflicts(receive), options) };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toError(thrown).message;
      if (failureKind(thrown) === 'unprocessable') {
        return { outcome: 'failed', reason: 'unprocessable', error, attempts: attempt };
      }
      if (attempt >= retry.attempts) return { outcome: 'failed', reason: 'failed', error, attempts: attempt };
      tell({ event: 'retry', attempt, error });
    }
    await delay(retryDelayMs(retry, attempt, Math.random()), undefined, { signal });
  }
}

function causeOf({ message: { id, headers } }: Delivery) {
  const traceparent = headers[header.traceparent];
  return {
    correlationId: headers[header.correlationId] ?? id,
    causationId: id,
    ...(traceparent !== undefined && { traceparent }),
  };
}
