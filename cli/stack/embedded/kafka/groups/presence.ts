import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { checkMember, refreshed, type Group, type Member, type Step } from './group.ts';
import { completeWhenReady, remove, andThen } from './rebalance.ts';

/** A sign of life; the answer tells whether the member has to join again. */
export function heartbeat(
  group: Group,
  memberId: string,
  generation: number,
  now: number,
): readonly [Group, ErrorCode] {
  const member = checkMember(group, memberId, generation);
  if (typeof member === 'number') return [group, member];
  const alive = refreshed(group, member, now);
  return [alive, group.phase === 'PreparingRebalance' ? errorCode.rebalanceInProgress : errorCode.none];
}

export function leave(group: Group, memberId: string, now: number): readonly [Step, ErrorCode] {
  const member = group.members.get(memberId);
  if (!member) return [[group, []], errorCode.unknownMemberId];
  return [remove(group, member, now), errorCode.none];
}

/** Time has passed: members without a sign of life are out, and a phase that lasted too long ends. */
export function tick(group: Group, now: number): Step {
  let step: Step = [group, []];
  for (const id of group.members.keys()) {
    step = andThen(step, (g) => {
      const member = g.members.get(id);
      return member && isGone(g, member, now) ? remove(g, member, now) : [g, []];
    });
  }
  return andThen(step, (g) => completeWhenReady(g, now));
}

/** When `tick` has something to do next; Infinity when never. */
export function nextTick(group: Group): number {
  const ends = [...group.members.values()].filter((m) => m.waitsFor === null).map((m) => m.expiresAt);
  if (group.phase === 'PreparingRebalance') {
    const allJoined = ends.length === 0;
    ends.push(allJoined ? Math.min(group.notBefore, group.phaseEndsAt) : group.phaseEndsAt);
  }
  if (group.phase === 'CompletingRebalance') ends.push(group.phaseEndsAt);
  return Math.min(...ends);
}

/** Whether offsets may be committed now: by a member, or from outside while there are no members. */
export function mayCommit(group: Group, memberId: string, generation: number): ErrorCode {
  if (generation < 0 && memberId === '') {
    return group.members.size === 0 ? errorCode.none : errorCode.unknownMemberId;
  }
  const member = checkMember(group, memberId, generation);
  if (typeof member === 'number') return member;
  return group.phase === 'CompletingRebalance' ? errorCode.rebalanceInProgress : errorCode.none;
}

function isGone(group: Group, member: Member, now: number): boolean {
  if (member.waitsFor !== null) return false;
  const neverSynced = group.phase === 'CompletingRebalance' && now >= group.phaseEndsAt;
  return neverSynced || now >= member.expiresAt;
}
