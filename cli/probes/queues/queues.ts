import type { ChannelModel } from 'amqplib';
import { closeRabbit, dialRabbit } from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import { messagesIn } from '../../lib/rabbit-looks.ts';
import { startBeat } from '../beat.ts';
import type { Emit, Probe } from '../probe.ts';
import type { WatchedQueue } from './watched-queues.ts';

/** A queue that is not there is asked for less often: the server writes a line into its log each time. */
const missingMs = 10_000;

export interface QueuesProbeOptions {
  /** AMQP URL. */
  readonly broker: string;
  readonly queues: readonly WatchedQueue[];
}

/**
 * Asks on a beat how many messages wait in each queue and in its dead-letter queue, and emits every change. Nothing is
 * taken from a queue. How many were handed out and are not acknowledged yet, AMQP does not say.
 */
export async function startQueuesProbe({ broker, queues }: QueuesProbeOptions, emit: Emit): Promise<Probe> {
  const known = new Map<string, string>();
  const notBeforeMs = new Map<string, number>();
  let connection: Promise<ChannelModel> | undefined;

  function forget(): void {
    connection = undefined;
  }

  async function dial(): Promise<ChannelModel> {
    try {
      const model = await dialRabbit(broker, 'saga-lab probe');
      return model.on('error', forget).on('close', forget);
    } catch (thrown) {
      forget();
      throw thrown;
    }
  }

  async function waitingIn(queue: string): Promise<number | null> {
    if (performance.now() < (notBeforeMs.get(queue) ?? 0)) return null;
    const waiting = (await messagesIn(await (connection ??= dial()), queue)) ?? null;
    if (waiting === null) notBeforeMs.set(queue, performance.now() + missingMs);
    return waiting;
  }

  async function look(): Promise<void> {
    for (const { queue, exchange, dead: deadQueue } of queues) {
      const [ready, dead] = [await waitingIn(queue), await waitingIn(deadQueue)];
      const now = `${ready} ${dead}`;
      if (now === (known.get(queue) ?? 'null null')) continue;
      known.set(queue, now);
      emit({ kind: 'queue', queue, exchange, ready, dead });
    }
  }

  // Depths are shown, and prove nothing: a server that is away is the topics probe's to tell.
  const beat = await startBeat(look);

  return {
    name: 'queues',
    async caughtUp(signal) {
      signal.throwIfAborted();
      await abortable(
        beat.look().catch(() => undefined),
        signal,
      );
    },
    async stop() {
      beat.stop();
      const model = await connection?.catch(() => undefined);
      // A look that is under way ends with it, though no answer comes.
      if (model) await closeRabbit(model);
      await beat.rest();
    },
  };
}
