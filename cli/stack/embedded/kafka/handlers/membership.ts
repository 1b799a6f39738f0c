import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { heartbeat } from '../protocol/heartbeat.ts';
import type { leaveGroup } from '../protocol/leave-group.ts';
import type { RequestContext } from './context.ts';

export function handleHeartbeat(
  { groupId, memberId, generation }: RequestOf<typeof heartbeat>,
  { broker }: RequestContext,
): ResponseOf<typeof heartbeat> {
  return { errorCode: broker.groups.heartbeat(groupId, memberId, generation) };
}

export function handleLeaveGroup(
  { groupId, memberId }: RequestOf<typeof leaveGroup>,
  { broker }: RequestContext,
): ResponseOf<typeof leaveGroup> {
  return { errorCode: broker.groups.leave(groupId, memberId) };
}
