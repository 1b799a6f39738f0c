import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { syncGroup } from '../protocol/sync-group.ts';
import type { RequestContext } from './context.ts';

export async function handleSyncGroup(
  { groupId, memberId, generation, assignments }: RequestOf<typeof syncGroup>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof syncGroup>> {
  const byMember = new Map(assignments.map((a) => [a.memberId, a.assignment]));
  const { errorCode, assignment } = await broker.groups.sync(groupId, memberId, generation, byMember);
  return { errorCode, assignment };
}
