import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { type Admin, type BrokerAddress, withAdmin } from './kafka-admin.ts';

/** Longer than the session of a member that was killed (6 s in tram): the lab's own, from before a crash, may be there. */
const leaveMs = 8_000;
const lookEveryMs = 200;

/**
 * Rejects with StackError when others are members of these consumer groups, and stay: they would take a part of the
 * lab's events away and answer them from databases of their own.
 */
export async function refuseServedGroups(broker: BrokerAddress, groups: readonly string[]): Promise<void> {
  if (groups.length === 0) return;
  await withAdmin(broker, async (admin) => {
    let served: readonly string[] = [];
    const left = async (): Promise<true | undefined> => {
      served = await servedGroups(admin, groups);
      return served.length === 0 ? true : undefined;
    };
    const signal = AbortSignal.timeout(leaveMs);
    await waitUntil(left, { signal, everyMs: lookEveryMs }).catch((thrown: unknown) => {
      if (!signal.aborted) throw thrown;
      throw new StackError(
        `Other services consume from the broker ${broker.address} as ${served.join(', ')}, and would take this lab's events. ` +
          `Stop them (saga-lab down, if they are another lab's), or give a broker that nobody else uses.`,
      );
    });
  });
}

async function servedGroups(admin: Admin, wanted: readonly string[]): Promise<readonly string[]> {
  const { groups } = await admin.describeGroups([...wanted]);
  return groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
}
