import { closeChannel, rabbitConnection } from '../../services/tram/index.ts';
import { StackError, toError } from '../lib/errors.ts';
import { hasExchange, messagesIn, replyCodeOf } from '../lib/rabbit-looks.ts';

/** Names on a RabbitMQ server. */
export interface Topology {
  readonly exchanges: readonly string[];
  readonly queues: readonly string[];
}

type Model = Awaited<ReturnType<ReturnType<typeof rabbitConnection>['open']>>;

/** Those that are not there. `url`: AMQP. @throws StackError when the server does not answer */
export function missingOn(url: string, { exchanges, queues }: Topology): Promise<Topology> {
  return onServer(url, async (model) => ({
    exchanges: await withoutThose(exchanges, (name) => hasExchange(model, name)),
    queues: await withoutThose(queues, async (name) => (await messagesIn(model, name)) !== undefined),
  }));
}

/**
 * Deletes queues with what is in them, and exchanges unless somebody else has a queue bound to them. What is gone
 * already is fine. @throws StackError when the server does not answer or refuses
 */
export async function deleteTopology(url: string, { exchanges, queues }: Topology): Promise<void> {
  await onServer(url, async (model) => {
    for (const queue of queues) await onChannel(model, (channel) => channel.deleteQueue(queue));
    for (const exchange of exchanges)
      await onChannel(model, (channel) => channel.deleteExchange(exchange, { ifUnused: true })).catch(
        (thrown: unknown) => {
          if (replyCodeOf(thrown) !== inUse) throw thrown;
        },
      );
  });
}

/** PRECONDITION_FAILED. */
const inUse = 406;

async function onServer<T>(url: string, work: (model: Model) => Promise<T>): Promise<T> {
  const connection = rabbitConnection(url, 'saga-lab');
  try {
    return await work(await connection.open());
  } catch (thrown) {
    throw new StackError(toError(thrown).message, { cause: thrown });
  } finally {
    await connection.close();
  }
}

/** What is refused ends its channel. */
async function onChannel(
  model: Model,
  work: (channel: Awaited<ReturnType<Model['createChannel']>>) => Promise<unknown>,
): Promise<void> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  await work(channel);
  await closeChannel(channel);
}

async function withoutThose(
  names: readonly string[],
  isThere: (name: string) => Promise<boolean>,
): Promise<string[]> {
  const missing: string[] = [];
  for (const name of names) if (!(await isThere(name))) missing.push(name);
  return missing;
}
