import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { closeRabbit, dialRabbit, recordOf } from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import { toError } from '../../lib/errors.ts';
import type { Emit, Probe } from '../probe.ts';
import { ToldOnce } from './told-once.ts';
import type { TopicsProbeOptions } from './topics.ts';

const againMs = 200;
const goodbyeMs = 3_000;
const prefetch = 200;
/** So long the server keeps the queue of a probe that was killed. */
const expiresMs = 10 * 60_000;

interface Reading {
  readonly model: ChannelModel;
  readonly channel: Channel;
}

/**
 * Gets a copy of what comes to the exchanges from now on, in a queue of its own: those of the services are not touched.
 * The queue is durable, so that it goes on filling up while the connection is lost or the server is started again; it
 * is deleted at the end. When it is gone, that is a gap.
 */
export async function startExchangesProbe(options: TopicsProbeOptions, emit: Emit): Promise<Probe> {
  const queue = `saga-lab-probe-${randomUUID()}`;
  const told = new ToldOnce();
  let failure: Error | undefined;
  let stopped = false;
  let reading: Promise<Reading> = read(true);
  await reading;

  async function read(isFirst: boolean): Promise<Reading> {
    const model = await dialRabbit(options.broker, 'saga-lab probe');
    let isReading = false;
    model.on('close', () => {
      if (stopped || !isReading) return;
      reading = again();
      // Who waits for it hears of it.
      reading.catch(() => undefined);
    });
    try {
      const channel = await model.createChannel();
      channel.on('error', () => undefined);
      if (isFirst) await makeQueue(channel, queue, options.topics);
      else await channel.checkQueue(queue).catch(gone);
      await channel.prefetch(prefetch);
      await channel.consume(queue, (message) => (message === null ? lose() : tell(channel, message)));
      isReading = true;
      return { model, channel };
    } catch (thrown) {
      await closeRabbit(model);
      throw thrown;
    }
  }

  function tell(channel: Channel, message: ConsumeMessage): void {
    const { timestampMs, offset, topic, partition, key, value, headers } = recordOf(message);
    const number = told.number(topic, offset, message.fields.redelivered);
    if (number !== undefined)
      emit(
        {
          kind: 'record',
          topic,
          partition,
          offset: number,
          key,
          value,
          ...(headers && { headers }),
          exchange: topic,
        },
        timestampMs || undefined,
      );
    channel.ack(message);
  }

  async function again(): Promise<Reading> {
    for (;;) {
      await delay(againMs, undefined, { ref: false });
      if (stopped || failure) throw failure ?? new Error('The probe was stopped');
      try {
        return await read(false);
      } catch {
        // The server is not back yet.
      }
    }
  }

  function gone(thrown: unknown): never {
    if ((toError(thrown) as Error & { readonly code?: number }).code === 404) lose();
    throw thrown;
  }

  function lose(): void {
    failure ??= new Error(`the queue ${queue} is gone from the server: what came since was not seen`);
    emit({ kind: 'probe', probe: 'topics', state: 'gap', detail: failure.message });
  }

  /**
   * What was confirmed before lies in the queue or was sent to us. None waiting: then all of it was sent, and the answer
   * to a second question comes after it on the same channel.
   */
  async function seenAll(): Promise<boolean> {
    const { channel } = await reading;
    const { messageCount } = await channel.checkQueue(queue);
    if (messageCount > 0) return false;
    await channel.checkQueue(queue);
    return true;
  }

  async function caughtUp(signal: AbortSignal): Promise<void> {
    for (;;) {
      if (failure) throw failure;
      if (
        await abortable(
          seenAll().catch(() => false),
          signal,
        )
      )
        return;
      await delay(5, undefined, { signal });
    }
  }

  async function leave(): Promise<void> {
    const { model, channel } = await abortable(reading, AbortSignal.timeout(goodbyeMs));
    await abortable(channel.deleteQueue(queue), AbortSignal.timeout(goodbyeMs)).catch(() => undefined);
    await closeRabbit(model);
  }

  return {
    name: 'topics',
    caughtUp,
    async stop() {
      stopped = true;
      await leave().catch(() => undefined);
    },
  };
}

async function makeQueue(channel: Channel, queue: string, topics: readonly string[]): Promise<void> {
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-expires': expiresMs } });
  for (const topic of topics) await channel.bindQueue(queue, topic, '#');
}
