import type { ParkedRecord, TopicKey } from '../inbox/inbox.ts';
import { runCausedBy } from '../message/cause.ts';
import { toError } from '../message/errors.ts';
import type { Message } from '../message/message.ts';
import { nowMs } from '../observe/clock.ts';
import { causeOf } from './cause-of.ts';
import type { DeliverOptions } from './deliver-options.ts';
import { deliveryLine, type DeliveryOutcome } from './delivery-line.ts';
import { eventuateMessage } from './eventuate-message.ts';
import { retryConflicts } from './retry-conflicts.ts';

export interface RedriveResult {
  /** Records that are no longer parked. */
  readonly redriven: number;
  /** The one that failed again: it and those behind it stay parked. */
  readonly failed?: { readonly offset: string; readonly messageId: string | null; readonly error: string };
}

type RedriveOptions<Context> = Pick<
  DeliverOptions<Context>,
  'consumer' | 'service' | 'inbox' | 'readMessage' | 'handlerFor' | 'lines' | 'signal'
>;

/**
 * Handles the parked records of a key again, each in the transaction that takes it off the list (ADR 13). New ones of
 * the key wait behind them until none is left, so that their order holds; any process with the same inbox may do it.
 */
export function createRedrive<Context>(
  options: RedriveOptions<Context>,
): (topicKey: TopicKey) => Promise<RedriveResult> {
  const { consumer, service, inbox, readMessage = eventuateMessage, handlerFor, lines, signal } = options;

  return async (topicKey) => {
    for (let redriven = 0; ; redriven += 1) {
      signal.throwIfAborted();
      const startedMs = nowMs();
      let parked: ParkedRecord | undefined;
      let message: Message | undefined;

      async function handle(next: ParkedRecord, context: Context) {
        parked = next;
        const decoded = readMessage(next.record);
        message = decoded;
        const handler = handlerFor(decoded);
        return handler && runCausedBy(causeOf(decoded), () => handler(decoded, context));
      }

      function tell(outcome: DeliveryOutcome): void {
        if (!parked) return;
        lines.write(deliveryLine({ service, consumer, record: parked.record, message, startedMs }, outcome));
      }

      try {
        const event = await retryConflicts(() => inbox.redriveNext(consumer, topicKey, handle));
        if (event === 'none') return { redriven };
        tell({ event });
      } catch (thrown) {
        const { message: error } = toError(thrown);
        if (!parked) throw thrown;
        const { record, messageId, attempts } = parked;
        tell({ event: 'parked', attempt: attempts + 1, error });
        return { redriven, failed: { offset: record.offset, messageId, error } };
      }
    }
  };
}
