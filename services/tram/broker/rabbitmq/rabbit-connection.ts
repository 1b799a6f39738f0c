import { connect, type ChannelModel } from 'amqplib';
import { toError } from '../../message/errors.ts';

/** One connection, opened when it is asked for, and anew after it was lost. */
export interface RabbitConnection {
  /** Rejects with an Error that names the server, without a password. */
  open(): Promise<ChannelModel>;
  close(): Promise<void>;
}

/** So long may a server take to answer; one that hangs later is missed after two heartbeats. */
const connectMs = 5_000;
const heartbeatSeconds = '10';

export function rabbitConnection(url: string, name: string): RabbitConnection {
  let current: Promise<ChannelModel> | undefined;

  const forget = () => {
    current = undefined;
  };

  async function dial(): Promise<ChannelModel> {
    try {
      const model = await connect(withHeartbeat(url), {
        timeout: connectMs,
        clientProperties: { connection_name: name },
      });
      // Each of its channels tells its own user; without a listener the error would end the process.
      model.on('error', forget).on('close', forget);
      return model;
    } catch (error) {
      forget();
      throw new Error(`RabbitMQ at ${withoutUser(url)} does not answer: ${toError(error).message}`, {
        cause: error,
      });
    }
  }

  return {
    open: () => (current ??= dial()),
    async close() {
      const model = await current?.catch(() => undefined);
      await model?.close().catch(() => undefined);
    },
  };
}

function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', heartbeatSeconds);
  return parsed.href;
}

function withoutUser(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
