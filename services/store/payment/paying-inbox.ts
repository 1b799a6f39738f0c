import {
  causeOf,
  type CommandHandlers,
  decodeRecordValue,
  type HandlerContext,
  type Inbox,
  type Message,
  type NoContext,
  type ParkedRecord,
  runCausedBy,
  type TopicKey,
} from '../../tram/index.ts';

/**
 * Carries out a command's work outside before the inbox opens the transaction in which the command is answered: no transaction
 * is open while a provider is waited for. A repeated message has the work repeated, which it must bear.
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
    async redriveNext(consumer, topicKey, work) {
      for (;;) {
        const first = await firstParked(inbox, consumer, topicKey);
        if (typeof first === 'string') return first;
        await workOutside(decodeRecordValue(first.record.value));
        try {
          return await inbox.redriveNext(consumer, topicKey, async (parked, context) => {
            if (!isSame(parked, first)) throw new Overtaken();
            return work(parked, context);
          });
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
        }
      }
    },
  };
}

/** Another redrive of the key has taken the record meanwhile, and the next is the first now. */
class Overtaken extends Error {}

/** Rolls the transaction back in which a record was only looked at. */
class Seen extends Error {
  readonly parked: ParkedRecord;

  constructor(parked: ParkedRecord) {
    super('The record stays parked');
    this.parked = parked;
  }
}

/** What is to be redriven next, and stays parked; or what became of it, where there is nothing to do for it. */
async function firstParked(
  inbox: Inbox<HandlerContext>,
  consumer: string,
  topicKey: TopicKey,
): Promise<ParkedRecord | 'handled' | 'duplicate' | 'none'> {
  try {
    return await inbox.redriveNext(consumer, topicKey, (parked) => Promise.reject(new Seen(parked)));
  } catch (error) {
    if (error instanceof Seen) return error.parked;
    throw error;
  }
}

function isSame({ record: one }: ParkedRecord, { record: other }: ParkedRecord): boolean {
  return one.partition === other.partition && one.offset === other.offset;
}
