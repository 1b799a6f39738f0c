import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Batch, Kafka } from 'kafkajs';
import { abortable } from '../../lib/abortable.ts';
import { deferred } from '../../lib/deferred.ts';
import { goodbye, goodbyeMs } from './goodbye.ts';
import type { Positions } from './positions.ts';

interface GroupReaderOptions {
  readonly kafka: Kafka;
  readonly topics: readonly string[];
  /** Sought after every join: nothing is ever committed. */
  readonly positions: Positions;
  readonly onBatch: (batch: Batch) => void;
  /** Told a group that nobody is in any more. */
  readonly forget: (group: string) => Promise<unknown>;
}

export interface GroupReader {
  /** Never rejects, and waits 6 s at most: kafkajs asks a broker that hangs for minutes. */
  stop(): Promise<void>;
}

interface Member {
  /** It crashed, and reads no more. */
  readonly ended: Promise<void>;
  leave(): Promise<void>;
}

const rejoinMs = 200;

/**
 * Reads until it is stopped; rejects when it cannot begin. kafkajs reads only as a member of a group. One that crashed
 * makes room for another in a group of its own: one that kafkajs starts again has forgotten who it was, and the broker
 * has it wait for the one that it remembers.
 */
export async function startGroupReader(options: GroupReaderOptions): Promise<GroupReader> {
  const stopping = new AbortController();
  const followed = follow(await join(options));

  async function follow(first: Member): Promise<void> {
    for (let member: Member | undefined = first; member !== undefined; member = await rejoin()) {
      await abortable(member.ended, stopping.signal).catch(() => undefined);
      await member.leave();
    }
  }

  async function rejoin(): Promise<Member | undefined> {
    while (!stopping.signal.aborted) {
      const member = await join(options).catch(() => undefined);
      if (member !== undefined) return member;
      await delay(rejoinMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    return undefined;
  }

  return {
    async stop() {
      stopping.abort();
      // A member leaves in two steps, and needs for the second what is closed after this.
      await abortable(followed, AbortSignal.timeout(2 * goodbyeMs)).catch(() => undefined);
    },
  };
}

async function join({ kafka, topics, positions, onBatch, forget }: GroupReaderOptions): Promise<Member> {
  const groupId = `saga-lab-probe-${randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    // Also how long a stop waits: the fetch that is under way is not cut short.
    maxWaitTimeInMs: 50,
    allowAutoTopicCreation: false,
    retry: { retries: 4, initialRetryTime: 50, maxRetryTime: 500, restartOnFailure: async () => false },
  });
  const ended = deferred();
  const leave = async () => {
    await goodbye(consumer.disconnect());
    // A broker that is gone may have no group left either.
    await goodbye(forget(groupId));
  };
  consumer.on(consumer.events.CRASH, () => ended.resolve());
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const position of positions.all()) consumer.seek(position);
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics] });
    await consumer.run({ autoCommit: false, eachBatch: async ({ batch }) => onBatch(batch) });
  } catch (error) {
    await leave();
    throw error;
  }
  return { ended: ended.promise, leave };
}
