import type { ConfirmChannel, Message, Options } from 'amqplib';
import { toError } from '../../message/errors.ts';
import { nowMs } from '../../observe/clock.ts';
import { stampOf } from './amqp-record.ts';
import { closeChannel } from './dial-rabbit.ts';
import { publishStamps, stampHeader } from './publish-stamp.ts';
import type { RabbitConnection } from './rabbit-connection.ts';

/**
 * Properties that a message keeps when it is published again. Not `userId`: the server refuses that of another user. Nor
 * `expiration`: nothing is to be lost while it is set aside, and RabbitMQ takes it off its own dead letters too.
 */
export const carriedProperties = [
  'contentType',
  'contentEncoding',
  'priority',
  'correlationId',
  'replyTo',
  'messageId',
  'timestamp',
  'type',
  'appId',
] as const;
type CarriedProperty = (typeof carriedProperties)[number];

export interface Outgoing {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** What else AMQP knows of a message, where somebody has published it before. */
  readonly properties?: Readonly<Pick<Options.Publish, CarriedProperty>>;
}

/** All that a process publishes goes through one channel, so that what is confirmed lies in the order it was given in. */
export interface PublishChannel {
  /** Resolves when every message is confirmed; rejects with the first failure, and then any of them may be in its queues. */
  publish(messages: readonly Outgoing[]): Promise<void>;
  close(): Promise<void>;
}

interface Opened {
  readonly channel: ConfirmChannel;
  /** Stamps of messages that came back: no queue took them. */
  readonly returned: Set<number>;
  /** Why it ended. */
  failure: Error | undefined;
}

const confirmMs = 30_000;
const nextStamp = publishStamps(nowMs);

export function publishChannel(connection: RabbitConnection): PublishChannel {
  let current: Promise<Opened> | undefined;

  async function dial(): Promise<Opened> {
    try {
      const model = await connection.open();
      const channel = await model.createConfirmChannel();
      const opened: Opened = { channel, returned: new Set(), failure: undefined };
      channel.on('return', (message: Message) => {
        const stamp = stampOf(message.properties.headers);
        if (stamp !== undefined) opened.returned.add(stamp);
      });
      channel.on('error', (error: Error) => {
        opened.failure = error;
      });
      channel.on('close', () => {
        current = undefined;
      });
      return opened;
    } catch (error) {
      current = undefined;
      throw error;
    }
  }

  return {
    async publish(messages) {
      const opened = await (current ??= dial());
      const outcomes = await within(
        confirmMs,
        Promise.allSettled(messages.map((message) => send(opened, message))),
        () => void closeChannel(opened.channel),
      );
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw opened.failure ?? failed.reason;
    },
    async close() {
      const opened = await current?.catch(() => undefined);
      if (opened) await closeChannel(opened.channel);
    },
  };
}

/** `mandatory`: a message that no queue takes comes back before it is confirmed. */
function send({ channel, returned }: Opened, message: Outgoing): Promise<void> {
  const { exchange, routingKey, content, headers, properties } = message;
  const stamp = nextStamp();
  const options = {
    timestamp: Math.floor(stamp / 1_000_000),
    ...properties,
    mandatory: true,
    persistent: true,
    headers: { ...headers, [stampHeader]: stamp },
  };
  return new Promise((resolve, reject) => {
    channel.publish(exchange, routingKey, content, options, (error: unknown) => {
      if (error) reject(toError(error));
      else if (returned.delete(stamp)) reject(new Error(unroutable(message)));
      else resolve();
    });
  });
}

function unroutable({ exchange, routingKey }: Outgoing): string {
  return `No queue takes the message with routing key "${routingKey}" from exchange "${exchange}": start a consumer of it, or bind a queue`;
}

async function within<T>(ms: number, work: Promise<T>, onTimeout: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout();
      reject(new Error(`RabbitMQ did not confirm within ${ms / 1000} s`));
    }, ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
