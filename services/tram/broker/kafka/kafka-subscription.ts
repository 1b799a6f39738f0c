import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { SubscribeOptions, Subscription } from '../broker.ts';
import { toError } from '../../message/errors.ts';
import { type GroupMember, joinGroup } from './group-member.ts';

const restartMs = { first: 100, most: 5_000 };
const loadingMs = 30_000;
const loading = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
]);

/**
 * joining --joined--> consuming --failed--> waiting --delay--> joining
 *    ^                                         ^                  |
 *    |                                         +-----failed-------+
 *  (the first time, a failure is the caller's)       any --stop--> stopped
 */
export async function subscribe(
  kafka: Kafka,
  options: SubscribeOptions,
  sessionTimeoutMs?: number,
): Promise<Subscription> {
  const stopping = new AbortController();
  let member: GroupMember | undefined = await firstJoin();
  const supervised = supervise(member);

  async function supervise(first: GroupMember): Promise<void> {
    for (let current = first; ;) {
      const failure = await current.ended;
      if (!failure || stopping.signal.aborted) return;
      options.onError(failure);
      member = undefined;
      await current.leave();
      const next = await rejoin();
      if (!next) return;
      member = current = next;
    }
  }

  async function firstJoin(): Promise<GroupMember> {
    const end = performance.now() + loadingMs;
    for (;;)
      try {
        return await joinGroup(kafka, options, sessionTimeoutMs);
      } catch (error) {
        if (!isLoading(error) || performance.now() > end) throw error;
        await delay(restartMs.first);
      }
  }

  async function rejoin(): Promise<GroupMember | undefined> {
    for (
      let waitMs = restartMs.first;
      !stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, restartMs.most)
    ) {
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      try {
        return await joinGroup(kafka, options, sessionTimeoutMs);
      } catch (error) {
        options.onError(toError(error));
      }
    }
    return undefined;
  }

  return {
    async stop() {
      stopping.abort();
      await member?.leave();
      await supervised;
    },
  };
}

/** A broker that has just started reads its groups first, and kafkajs does not wait for that. */
function isLoading(error: unknown): boolean {
  const { type } = toError(error) as Error & { readonly type?: string };
  return type !== undefined && loading.has(type);
}
