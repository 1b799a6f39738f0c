import { metadataFor } from '../groups/rebalance.ts';
import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { describeGroups } from '../protocol/describe-groups.ts';
import { errorCode } from '../protocol/error-code.ts';
import type { Broker, RequestContext } from './context.ts';

type Response = ResponseOf<typeof describeGroups>;

export function handleDescribeGroups(
  { groupIds }: RequestOf<typeof describeGroups>,
  { broker }: RequestContext,
): Response {
  return { groups: groupIds.map((groupId) => describe(broker, groupId)) };
}

function describe(broker: Broker, groupId: string): Response['groups'][number] {
  const group = broker.groups.get(groupId);
  const exists = group.members.size > 0 || broker.offsets.of(groupId).length > 0;
  const members = [...group.members.values()].map((member) => ({
    memberId: member.id,
    clientId: member.clientId,
    clientHost: `/${member.clientHost}`,
    metadata: metadataFor(member, group.protocol),
    assignment: member.assignment,
  }));
  return {
    errorCode: errorCode.none,
    groupId,
    state: exists ? group.phase : 'Dead',
    protocolType: group.protocolType,
    protocol: group.protocol,
    members,
  };
}
