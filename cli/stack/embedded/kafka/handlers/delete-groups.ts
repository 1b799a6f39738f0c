import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { deleteGroups } from '../protocol/delete-groups.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

export async function handleDeleteGroups(
  { groupIds }: RequestOf<typeof deleteGroups>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof deleteGroups>> {
  const results = groupIds.map(async (groupId) => ({ groupId, errorCode: await remove(broker, groupId) }));
  return { throttleMs: 0, results: await Promise.all(results) };
}

async function remove(broker: Broker, groupId: string): Promise<ErrorCode> {
  if (broker.groups.get(groupId).members.size > 0) return errorCode.nonEmptyGroup;
  if (broker.offsets.of(groupId).length === 0) return errorCode.groupIdNotFound;
  return attempt(broker, () => broker.offsets.deleteGroup(groupId));
}
