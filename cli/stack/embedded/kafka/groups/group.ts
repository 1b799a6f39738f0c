import { errorCode, type ErrorCode } from '../protocol/error-code.ts';

/** The names that DescribeGroups prints. */
export type Phase = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

export interface Protocol {
  readonly name: string;
  readonly metadata: Buffer;
}

export interface Member {
  readonly id: string;
  readonly clientId: string;
  readonly clientHost: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocols: readonly Protocol[];
  /** What the leader gave it in this generation; empty before. */
  readonly assignment: Buffer;
  /** Which answer it waits for; who waits needs no heartbeat. */
  readonly waitsFor: 'join' | 'sync' | null;
  /** Milliseconds on the clock of the caller: without a sign of life until then it counts as gone. */
  readonly expiresAt: number;
}

/**
 * A classic consumer group. Its transitions are pure: (group, event, now) -> [group, answers].
 *
 * Empty --join--> PreparingRebalance --all joined, or time is up--> CompletingRebalance --leader syncs--> Stable;
 * from the last two back to PreparingRebalance when a member comes, goes or changes; to Empty when the last one goes.
 */
export interface Group {
  readonly phase: Phase;
  readonly generation: number;
  readonly protocolType: string;
  /** The assignor all members share; empty until a generation is complete. */
  readonly protocol: string;
  readonly leader: string;
  /** In order of joining. */
  readonly members: ReadonlyMap<string, Member>;
  /** While preparing: do not complete before. */
  readonly notBefore: number;
  /** While preparing or completing: go on without those that are missing. */
  readonly phaseEndsAt: number;
}

export interface Joined {
  readonly type: 'joined';
  readonly memberId: string;
  readonly errorCode: ErrorCode;
  readonly generation: number;
  readonly protocol: string;
  readonly leader: string;
  /** Only the leader is told who the others are. */
  readonly members: readonly { readonly memberId: string; readonly metadata: Buffer }[];
}

export interface Synced {
  readonly type: 'synced';
  readonly memberId: string;
  readonly errorCode: ErrorCode;
  readonly assignment: Buffer;
}

export type Answer = Joined | Synced;

export type Step = readonly [Group, readonly Answer[]];

export const nothing = Buffer.alloc(0);

export const emptyGroup: Group = {
  phase: 'Empty',
  generation: 0,
  protocolType: '',
  protocol: '',
  leader: '',
  members: new Map(),
  notBefore: 0,
  phaseEndsAt: 0,
};

export function refusedJoin(memberId: string, errorCode: ErrorCode): Joined {
  return { type: 'joined', memberId, errorCode, generation: -1, protocol: '', leader: '', members: [] };
}

export function refusedSync(memberId: string, errorCode: ErrorCode): Synced {
  return { type: 'synced', memberId, errorCode, assignment: nothing };
}

export function withMember(group: Group, member: Member): Group {
  return { ...group, members: new Map(group.members).set(member.id, member) };
}

/** A sign of life. */
export function refreshed(group: Group, member: Member, now: number): Group {
  return withMember(group, { ...member, expiresAt: now + member.sessionTimeoutMs });
}

/** The member, when it belongs to this generation; else what to answer. */
export function checkMember(group: Group, memberId: string, generation: number): Member | ErrorCode {
  const member = group.members.get(memberId);
  if (!member) return errorCode.unknownMemberId;
  return generation === group.generation ? member : errorCode.illegalGeneration;
}
