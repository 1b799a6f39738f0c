import { setTimeout as delay } from 'node:timers/promises';
import { toError } from '../message/errors.ts';
import type { Subscription } from './broker.ts';

export interface GroupMember {
  /** Resolves with what broke this membership, so that all that is left is to leave; undefined once it was left whole. */
  readonly ended: Promise<Error | undefined>;
  leave(): Promise<void>;
}

export const restartMs = { first: 100, most: 5_000 };

/**
 * joining --joined--> consuming --failed--> waiting --delay--> joining
 *    ^                                         ^                  |
 *    |                                         +-----failed-------+
 *  (the first time, a failure is the caller's)       any --stop--> stopped
 */
export function superviseMember(
  first: GroupMember,
  join: () => Promise<GroupMember>,
  onError: (error: Error) => void,
): Subscription {
  const stopping = new AbortController();
  let member: GroupMember | undefined = first;
  const supervised = supervise(first);

  async function supervise(first: GroupMember): Promise<void> {
    for (let current = first; ;) {
      const failure = await current.ended;
      if (!failure || stopping.signal.aborted) return;
      onError(failure);
      member = undefined;
      await current.leave();
      const next = await rejoin();
      if (!next) return;
      // Stopped meanwhile: there was no member to be left then.
      if (stopping.signal.aborted) return next.leave();
      member = current = next;
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
        return await join();
      } catch (error) {
        onError(toError(error));
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
