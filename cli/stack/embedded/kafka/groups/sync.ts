import { errorCode } from '../protocol/error-code.ts';
import {
  checkMember,
  nothing,
  refreshed,
  refusedSync,
  withMember,
  type Answer,
  type Group,
  type Member,
  type Step,
} from './group.ts';

/** A member asks for its assignment; the leader brings everybody's. */
export function sync(
  group: Group,
  memberId: string,
  generation: number,
  assignments: ReadonlyMap<string, Buffer>,
  now: number,
): Step {
  const member = checkMember(group, memberId, generation);
  if (typeof member === 'number') return [group, [refusedSync(memberId, member)]];
  switch (group.phase) {
    case 'Empty':
      return [group, [refusedSync(memberId, errorCode.unknownMemberId)]];
    case 'PreparingRebalance':
      return [refreshed(group, member, now), [refusedSync(memberId, errorCode.rebalanceInProgress)]];
    case 'Stable':
      return [refreshed(group, member, now), [assigned(member)]];
    case 'CompletingRebalance': {
      const waiting = withMember(group, { ...member, waitsFor: 'sync' });
      return memberId === group.leader ? assign(waiting, assignments, now) : [waiting, []];
    }
  }
}

function assign(group: Group, assignments: ReadonlyMap<string, Buffer>, now: number): Step {
  const answers: Answer[] = [];
  const members = new Map<string, Member>();
  for (const member of group.members.values()) {
    const waited = member.waitsFor === 'sync';
    const given: Member = {
      ...member,
      assignment: assignments.get(member.id) ?? nothing,
      waitsFor: null,
      expiresAt: waited ? now + member.sessionTimeoutMs : member.expiresAt,
    };
    members.set(member.id, given);
    if (waited) answers.push(assigned(given));
  }
  return [{ ...group, phase: 'Stable', members }, answers];
}

function assigned({ id, assignment }: Member): Answer {
  return { type: 'synced', memberId: id, errorCode: errorCode.none, assignment };
}
