import {
  causeOf,
  type CommandHandlers,
  decodeRecordValue,
  type HandlerContext,
  type Inbox,
  type Message,
  type NoContext,
  runCausedBy,
} from '../../tram/index.ts';

/**
 * Carries out a command's work outside before the inbox opens the transaction in which the command is answered: no transaction
 * is open while a provider is waited for. A repeated message has the work repeated, which it must bear. What is
 * redriven is done within the transaction: that is rare, and may be asked for again.
 */
export function payingInbox(
  inbox: Inbox<HandlerContext>,
  before: CommandHandlers<NoContext>,
): Inbox<HandlerContext> {
  const workOutside = (message: Message) =>
    runCausedBy(causeOf(message), () => before.bind(message).handle({}));
  return {
    ...inbox,
    async receive(delivery, work) {
      await workOutside(delivery.message);
      return inbox.receive(delivery, work);
    },
    redriveNext: (consumer, topicKey, work) =>
      inbox.redriveNext(consumer, topicKey, async (parked, context) => {
        await workOutside(decodeRecordValue(parked.record.value));
        return work(parked, context);
      }),
  };
}
