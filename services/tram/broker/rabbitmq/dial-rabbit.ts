import type { Duplex } from 'node:stream';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { atMost } from '../at-most.ts';

/** So long may a server take to answer; one that hangs later is missed after two heartbeats. */
const connectMs = 5_000;
const heartbeatSeconds = '10';
/** So long it may take to say goodbye. */
const goodbyeMs = 2_000;

/**
 * A connection of its own, whose end ends no process: each of its channels tells its own user. `url`: AMQP; `name`: how
 * the server calls it. Rejects with the client's own error.
 */
export async function dialRabbit(url: string, name: string): Promise<ChannelModel> {
  const model = await connect(withHeartbeat(url), {
    timeout: connectMs,
    clientProperties: { connection_name: name },
  });
  // The server may never end its side, and a socket that is open keeps the process.
  return model
    .on('error', () => undefined)
    .on('close', () => void setTimeout(() => socketOf(model).destroy(), goodbyeMs).unref());
}

/**
 * Says goodbye, and hangs up on a server that does not answer: amqplib waits without limit, even once the connection is
 * lost. Whatever still waits for an answer rejects.
 */
export async function closeRabbit(model: ChannelModel): Promise<void> {
  await atMost(goodbyeMs, model.close());
  socketOf(model).destroy(new Error('The connection to RabbitMQ was closed'));
}

/** The same for a channel, whose connection goes on. One that has ended already is fine. */
export function closeChannel(channel: Channel): Promise<void> {
  return atMost(goodbyeMs, channel.close());
}

/** amqplib has no way to hang up; its own types do not show what its connection speaks through. */
function socketOf({ connection }: ChannelModel): Duplex {
  return (connection as typeof connection & { readonly stream: Duplex }).stream;
}

function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', heartbeatSeconds);
  return parsed.href;
}
