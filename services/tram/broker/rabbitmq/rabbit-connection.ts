import type { ChannelModel } from 'amqplib';
import { toError } from '../../message/errors.ts';
import { closeRabbit, dialRabbit } from './dial-rabbit.ts';

/** One connection, opened when it is asked for, and anew after it was lost. */
export interface RabbitConnection {
  /** Rejects with an Error that names the server, without a password. */
  open(): Promise<ChannelModel>;
  /** Whether the server answers or not. */
  close(): Promise<void>;
}

export function rabbitConnection(url: string, name: string): RabbitConnection {
  let current: Promise<ChannelModel> | undefined;

  const forget = () => {
    current = undefined;
  };

  async function dial(): Promise<ChannelModel> {
    try {
      const model = await dialRabbit(url, name);
      return model.on('error', forget).on('close', forget);
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
      if (model) await closeRabbit(model);
    },
  };
}

function withoutUser(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
