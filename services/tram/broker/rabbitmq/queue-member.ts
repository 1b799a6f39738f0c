import type { Channel, ConsumeMessage } from 'amqplib';
import { toError } from '../../message/errors.ts';
import { atMost } from '../at-most.ts';
import type { SubscribeOptions } from '../broker.ts';
import { partitionLane } from '../partition-lane.ts';
import type { GroupMember } from '../supervise-member.ts';
import { recordOf } from './amqp-record.ts';
import { deadLetter } from './dead-letter.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { deadLetterQueueOf } from './names.ts';
import type { PublishChannel } from './publish-channel.ts';
import type { RabbitConnection } from './rabbit-connection.ts';
import { declareQueue } from './topology.ts';

export interface QueueMemberOptions {
  readonly connection: RabbitConnection;
  readonly outgoing: PublishChannel;
  readonly subscription: SubscribeOptions;
  /** Messages of a queue that may be on their way or being handled. */
  readonly prefetch: number;
  /** Absent where there is no dead-letter queue. */
  readonly attempts: FailedAttempts | undefined;
}

/** How long a record being handled, then the farewell, may hold up leaving. */
const leaveMs = { handling: 3_000, close: 2_000 };

/**
 * Consumes a queue for each topic, on one channel; rejects when that cannot be begun. A record that rejects ends this
 * membership: with the channel, RabbitMQ puts all that was not acknowledged back where it was in its queue.
 */
export async function joinQueues(options: QueueMemberOptions): Promise<GroupMember> {
  const { connection, outgoing, subscription, prefetch, attempts } = options;
  const { group, topics, onRecord, onAssigned } = subscription;
  const model = await connection.open();
  const channel = await model.createChannel();
  const lanes: { clear(): void; idle(): Promise<void> }[] = [];
  let ending = false;
  let resolveEnded!: (failure: Error | undefined) => void;
  const ended = new Promise<Error | undefined>((resolve) => {
    resolveEnded = resolve;
  });

  function end(): void {
    ending = true;
    for (const lane of lanes) lane.clear();
  }

  function fail(error: Error): void {
    end();
    resolveEnded(error);
  }

  async function handle(queue: string, message: ConsumeMessage): Promise<void> {
    if (ending) return;
    const record = { ...recordOf(message), queue };
    try {
      await onRecord(record);
      attempts?.forget(record);
    } catch (error) {
      const verdict = attempts?.failed(record, error);
      if (verdict === undefined) return fail(toError(error));
      await outgoing.publish([deadLetter(message, deadLetterQueueOf(queue), verdict)]);
      attempts?.forget(record);
    }
    channel.ack(message);
  }

  async function consume(topic: string): Promise<void> {
    const queue = await declareQueue(channel, group, topic);
    if (attempts) await channel.assertQueue(deadLetterQueueOf(queue), { durable: true });
    // RabbitMQ does not say when this consumer becomes the active one: its first message does.
    let assigned: Promise<void> | undefined;
    const lane = partitionLane<ConsumeMessage>(async (message) => {
      try {
        await (assigned ??= onAssigned());
        await handle(queue, message);
      } catch (error) {
        fail(toError(error));
      }
    });
    lanes.push(lane);
    await channel.consume(queue, (message) => {
      if (message === null) fail(new Error(`Queue ${queue} was deleted`));
      else if (!ending) lane.push([message], () => () => undefined);
    });
  }

  async function leave(): Promise<void> {
    end();
    await atMost(leaveMs.handling, Promise.all(lanes.map((lane) => lane.idle())));
    await atMost(leaveMs.close, close(channel));
    resolveEnded(undefined);
  }

  channel.on('error', fail);
  channel.on('close', () => fail(new Error('The connection to RabbitMQ was lost')));
  try {
    await channel.prefetch(prefetch);
    for (const topic of topics) await consume(topic);
  } catch (error) {
    await leave();
    throw error;
  }
  return { ended, leave };
}

/** Acknowledgements before it are taken; a channel that has ended already throws. */
async function close(channel: Channel): Promise<void> {
  await channel.close();
}
