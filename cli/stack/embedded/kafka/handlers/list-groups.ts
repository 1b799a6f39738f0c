import type { ResponseOf } from '../protocol/api.ts';
import { errorCode } from '../protocol/error-code.ts';
import type { listGroups } from '../protocol/list-groups.ts';
import type { RequestContext } from './context.ts';

/** Groups that have members, and those that only have offsets. */
export function handleListGroups(_: unknown, { broker }: RequestContext): ResponseOf<typeof listGroups> {
  const types = new Map(broker.offsets.groups().map((groupId) => [groupId, '']));
  for (const [groupId, group] of broker.groups.all()) types.set(groupId, group.protocolType);
  const groups = [...types].map(([groupId, protocolType]) => ({ groupId, protocolType }));
  return { errorCode: errorCode.none, groups };
}
