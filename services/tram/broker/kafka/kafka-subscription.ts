import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { SubscribeOptions, Subscription } from '../broker.ts';
import { toError } from '../../message/errors.ts';
import { type GroupMember, restartMs, superviseMember } from '../supervise-member.ts';
import { joinGroup } from './group-member.ts';

const loadingMs = 30_000;
const loading = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
]);

export async function subscribe(
  kafka: Kafka,
  options: SubscribeOptions,
  sessionTimeoutMs?: number,
): Promise<Subscription> {
  const join = () => joinGroup(kafka, options, sessionTimeoutMs);
  return superviseMember(await firstJoin(join), join, options.onError);
}

async function firstJoin(join: () => Promise<GroupMember>): Promise<GroupMember> {
  const end = performance.now() + loadingMs;
  for (;;)
    try {
      return await join();
    } catch (error) {
      if (!isLoading(error) || performance.now() > end) throw error;
      await delay(restartMs.first);
    }
}

/** A broker that has just started reads its groups first, and kafkajs does not wait for that. */
function isLoading(error: unknown): boolean {
  const { type } = toError(error) as Error & { readonly type?: string };
  return type !== undefined && loading.has(type);
}
