import type { BrokerRecord } from '../broker/broker.ts';
import type { ParkedRecord } from '../inbox/inbox.ts';
import { toError, UnprocessableMessageError } from '../message/errors.ts';
import type { Message } from '../message/message.ts';
import { nowMs } from '../observe/clock.ts';
import type { DeliverOptions } from './deliver-options.ts';
import { deliveryLine, type DeliveryOutcome } from './delivery-line.ts';
import { eventuateMessage } from './eventuate-message.ts';
import { handleWithRetries } from './handle-with-retries.ts';
import type { MessageHandler } from './message-handler.ts';
import { untilAvailable } from './until-available.ts';

/**
 * What becomes of one record:
 *
 *   unreadable ------------------------------------------------> parked (in the inbox, or as a dead letter)
 *   nobody here handles it ------------------------------------> skipped
 *   handled before --------------------------------------------> duplicate
 *   an earlier record of its key is parked --------------------> parked behind it
 *   handler resolves ------------------------------------------> handled
 *   handler throws -> retry ... -> last try throws ------------> parked
 *
 * Each of these ends with the record consumed. Only an abort while waiting rejects: then it is delivered again. With dead
 * letters, what is parked rejects too, with the error that has the broker set it aside.
 */
export function createDeliver<Context>(
  options: DeliverOptions<Context>,
): (record: BrokerRecord) => Promise<void> {
  const {
    consumer,
    service,
    inbox,
    readMessage = eventuateMessage,
    handlerFor,
    lines,
    deadLetters,
  } = options;

  return async (record) => {
    const startedMs = nowMs();
    let message: Message | undefined;
    let handler: MessageHandler<Context> | undefined;

    function tell(outcome: DeliveryOutcome): void {
      lines.write(deliveryLine({ service, consumer, record, message, startedMs }, outcome));
    }

    async function park(failure: Pick<ParkedRecord, 'reason' | 'error' | 'attempts'>): Promise<void> {
      if (deadLetters) {
        tell({ event: 'parked', attempt: failure.attempts, error: failure.error });
        throw new UnprocessableMessageError(failure.error);
      }
      const parked = { consumer, record, messageId: message?.id ?? null, ...failure };
      const isNew = await untilAvailable(() => inbox.park(parked), options);
      tell(
        isNew ? { event: 'parked', attempt: failure.attempts, error: failure.error } : { event: 'duplicate' },
      );
    }

    function parkBehind(): Promise<'parked' | 'duplicate' | 'free'> {
      const why = { reason: 'behind', error: behindText(record), attempts: 1 } as const;
      const parked = { consumer, record, messageId: message?.id ?? null, ...why };
      return untilAvailable(() => inbox.parkBehind(parked), options);
    }

    try {
      message = readMessage(record);
      handler = handlerFor(message);
    } catch (error) {
      return park({ reason: 'unprocessable', error: toError(error).message, attempts: 1 });
    }
    if (!handler) return tell({ event: 'skipped' });

    let result = await handleWithRetries({ consumer, record, message }, handler, options, tell);
    while (result.outcome === 'blocked') {
      const parked = await parkBehind();
      if (parked === 'parked') return tell({ event: 'parked', attempt: 1, error: behindText(record) });
      if (parked === 'duplicate') return tell({ event: 'duplicate' });
      result = await handleWithRetries({ consumer, record, message }, handler, options, tell);
    }
    if (result.outcome === 'failed') return park(result);
    // A fault lost it: the line of the fault is all that there is to tell.
    if (result.outcome === 'dropped') return;
    const { outcome: event, injected } = result;
    tell({ event, ...(injected && { injected }) });
  };
}

function behindText({ key }: BrokerRecord): string {
  return `Behind a parked record of key ${key}`;
}
