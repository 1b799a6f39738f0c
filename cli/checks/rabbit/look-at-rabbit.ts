import { randomUUID } from 'node:crypto';
import type { Channel, ChannelModel } from 'amqplib';
import { closeChannel, rabbitConnection } from '../../../services/tram/index.ts';
import { toError } from '../../lib/errors.ts';
import { hasExchange, messagesIn, replyCodeOf } from '../../lib/rabbit-looks.ts';
import type { WantedRabbit } from './wanted-rabbit.ts';

/** What a RabbitMQ server says of what was asked for. */
export interface RabbitFound {
  readonly version: string;
  readonly exchanges: ReadonlySet<string>;
  /** How many messages are ready in each queue that is there. */
  readonly queues: ReadonlyMap<string, number>;
  /** What the user may not do, in the server's words; each once. */
  readonly refused: readonly string[];
}

/**
 * Asks by passive declares, and what the user may do by a queue and an exchange of its own, which are gone at the end:
 * bound to an exchange the one tells whether it may be read, the other whether it may be written to. No message is
 * published or taken. `url`: AMQP. Rejects with the client's own error when nobody answers.
 */
export async function lookAtRabbit(
  url: string,
  { exchanges, queues, publishes }: WantedRabbit,
): Promise<RabbitFound> {
  const connection = rabbitConnection(url, 'saga-lab checks');
  try {
    const model = await connection.open();
    const found: string[] = [];
    for (const exchange of exchanges) if (await hasExchange(model, exchange)) found.push(exchange);
    const filled = new Map<string, number>();
    for (const { queue } of queues) {
      const waiting = await messagesIn(model, queue);
      if (waiting !== undefined) filled.set(queue, waiting);
    }
    const tries = found.flatMap((exchange) => [
      readsFrom(exchange),
      ...(publishes ? [writesTo(exchange)] : []),
    ]);
    const refused = new Set<string>();
    for (const each of tries) {
      const refusal = await refusalOf(model, each);
      if (refusal !== undefined) refused.add(refusal);
    }
    const { version } = model.connection.serverProperties;
    return { version, exchanges: new Set(found), queues: filled, refused: [...refused] };
  } finally {
    await connection.close();
  }
}

type Try = (channel: Channel, name: string) => Promise<unknown>;

/** As the probe does it. An exclusive queue goes with its connection. */
const readsFrom =
  (exchange: string): Try =>
  async (channel, name) => {
    await channel.assertQueue(name, { exclusive: true, durable: false });
    await channel.bindQueue(name, exchange, '#');
    await channel.deleteQueue(name);
  };

/** Who binds an exchange behind another has to be allowed to write to it. Nobody publishes to the one before it. */
const writesTo =
  (exchange: string): Try =>
  async (channel, name) => {
    await channel.assertExchange(name, 'fanout', { durable: false, autoDelete: true });
    await channel.bindExchange(exchange, name, '');
    await channel.deleteExchange(name);
  };

/** Undefined where it was let do it. */
async function refusalOf(model: ChannelModel, attempt: Try): Promise<string | undefined> {
  const name = `saga-lab-probe-${randomUUID()}`;
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  try {
    await attempt(channel, name);
    await closeChannel(channel);
    return undefined;
  } catch (thrown) {
    if (replyCodeOf(thrown) !== accessRefused) throw thrown;
    await removed(model, name);
    return wordsOf(thrown, name);
  }
}

const accessRefused = 403;

/** The exchange that was made before the refusal: nothing is bound to it that would have it deleted. */
async function removed(model: ChannelModel, name: string): Promise<void> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  await channel
    .deleteExchange(name)
    .then(() => closeChannel(channel))
    .catch(() => undefined);
}

/** `access to exchange 'Order' in vhost '/' refused for user 'reader'`. */
function wordsOf(thrown: unknown, name: string): string {
  const { message } = toError(thrown);
  const words = /ACCESS_REFUSED - (?<words>[^"]*)/.exec(message)?.groups?.['words'] ?? message;
  return words.replace(name, 'saga-lab-probe-*');
}
