import type { GetMessage } from 'amqplib';
import {
  closeChannel,
  deadLetterQueueOf,
  publishChannel,
  queueOf,
  rabbitConnection,
  revivedLetter,
  type RabbitConnection,
} from '../../services/tram/index.ts';
import { StackError, toError } from '../lib/errors.ts';
import { messagesIn } from '../lib/rabbit-looks.ts';
import { recordReaderOf } from '../model/mapping/mappings.ts';
import type { System } from '../systems/system.ts';
import { messageOfLetter, type DeadLetterQueue } from './letter-message.ts';
import type { ParkedFilter, ParkedMessage } from './parked-message.ts';

const clientId = 'saga-lab parked';

/** A dead-letter queue for each topic of the consumers; of one where it is named. */
export function deadLetterQueues(
  systems: readonly System[],
  only: string | undefined,
): readonly DeadLetterQueue[] {
  return systems.flatMap((system) => {
    const read = recordReaderOf(system);
    return Object.entries(system.consumers)
      .filter(([consumer]) => only === undefined || consumer === only)
      .flatMap(([consumer, { handles }]) =>
        Object.keys(handles).map((topic): DeadLetterQueue => {
          const queue = queueOf(consumer, topic);
          return { consumer, topic, queue, dead: deadLetterQueueOf(queue), read };
        }),
      );
  });
}

/** What lies in them, in the order in which it came; nothing is taken. `url`: AMQP. @throws StackError */
export async function listDeadLetters(
  url: string,
  queues: readonly DeadLetterQueue[],
  { topic, key }: ParkedFilter,
): Promise<readonly ParkedMessage[]> {
  const found: ParkedMessage[] = [];
  await walk(url, queues, async (_letter, message) => {
    const isWanted =
      (topic === undefined || message.topic === topic) && (key === undefined || message.key === key);
    if (isWanted) found.push(message);
    return 'keep';
  });
  return found;
}

/**
 * Puts these back into the queues that they came from, each taken from the dead letters once the server has confirmed
 * it: one that is interrupted may be there twice, and is never lost.
 * @returns those that were still there
 * @throws StackError
 */
export async function redriveDeadLetters(
  url: string,
  queues: readonly DeadLetterQueue[],
  messages: readonly ParkedMessage[],
): Promise<readonly ParkedMessage[]> {
  const connection = rabbitConnection(url, clientId);
  const outgoing = publishChannel(connection);
  const wanted = namesOf(messages);
  const taken: ParkedMessage[] = [];
  try {
    await walk(url, queues, async (letter, message, { queue }) => {
      if (!wanted.has(nameOf(message))) return 'keep';
      await outgoing.publish([revivedLetter(letter, queue)]);
      taken.push(message);
      return 'take';
    });
    return taken;
  } finally {
    await outgoing.close();
    await connection.close();
  }
}

/** @throws StackError */
export async function dropDeadLetters(
  url: string,
  queues: readonly DeadLetterQueue[],
  messages: readonly ParkedMessage[],
): Promise<void> {
  const wanted = namesOf(messages);
  await walk(url, queues, async (_letter, message) => (wanted.has(nameOf(message)) ? 'take' : 'keep'));
}

type Visit = (letter: GetMessage, message: ParkedMessage, from: DeadLetterQueue) => Promise<'keep' | 'take'>;

/** Shows each letter that is there now. Those that are kept go back where they were when the channel is closed. */
async function walk(url: string, queues: readonly DeadLetterQueue[], visit: Visit): Promise<void> {
  const connection = rabbitConnection(url, clientId);
  try {
    for (const from of queues) await walkQueue(connection, from, visit);
  } catch (thrown) {
    throw new StackError(`The dead letters cannot be read: ${toError(thrown).message}`, { cause: thrown });
  } finally {
    await connection.close();
  }
}

async function walkQueue(connection: RabbitConnection, from: DeadLetterQueue, visit: Visit): Promise<void> {
  const model = await connection.open();
  const count = (await messagesIn(model, from.dead)) ?? 0;
  if (count === 0) return;
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  try {
    for (let seen = 0; seen < count; seen += 1) {
      const letter = await channel.get(from.dead);
      if (letter === false) break;
      if ((await visit(letter, messageOfLetter(letter, from), from)) === 'take') channel.ack(letter);
    }
    // Its answer comes after what was acknowledged before it, which nothing else answers.
    await channel.checkQueue(from.dead);
  } finally {
    await closeChannel(channel);
  }
}

function namesOf(messages: readonly ParkedMessage[]): ReadonlySet<string> {
  return new Set(messages.map(nameOf));
}

function nameOf({ queue, offset }: ParkedMessage): string {
  return `${queue}@${offset}`;
}
