import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode } from '../protocol/error-code.ts';
import type { joinGroup } from '../protocol/join-group.ts';
import type { RequestContext } from './context.ts';

export async function handleJoinGroup(
  request: RequestOf<typeof joinGroup>,
  { broker, clientId, clientHost, signal }: RequestContext,
): Promise<ResponseOf<typeof joinGroup>> {
  const { groupId, sessionTimeoutMs, memberId, protocolType, protocols } = request;
  if (groupId === '') return { ...refused, memberId, errorCode: errorCode.invalidGroupId };
  const rebalanceTimeoutMs = sessionTimeoutMs;
  const member = {
    memberId,
    clientId,
    clientHost,
    sessionTimeoutMs,
    rebalanceTimeoutMs,
    protocolType,
    protocols,
  };
  const { type: _, ...joined } = await broker.groups.join(groupId, member, signal);
  return joined;
}

const refused = { generation: -1, protocol: '', leader: '', members: [] };
