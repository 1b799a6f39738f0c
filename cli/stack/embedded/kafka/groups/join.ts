import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import {
  nothing,
  refreshed,
  refusedJoin,
  withMember,
  type Group,
  type Member,
  type Protocol,
  type Step,
} from './group.ts';
import { acceptedJoin, completeWhenReady, prepare, shared } from './rebalance.ts';

export interface JoinRequest {
  readonly memberId: string;
  /** The id was made for this request: nobody holds it yet. */
  readonly isNew: boolean;
  readonly clientId: string;
  readonly clientHost: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocolType: string;
  readonly protocols: readonly Protocol[];
}

export interface GroupLimits {
  /** How long an empty group waits for further members after the first, in milliseconds. */
  readonly initialDelayMs: number;
  readonly minSessionTimeoutMs: number;
  readonly maxSessionTimeoutMs: number;
  readonly maxMembers: number;
}

/** A member comes, comes back, or changes what it subscribes to. */
export function join(group: Group, request: JoinRequest, limits: GroupLimits, now: number): Step {
  const refusal = refuse(group, request, limits);
  if (refusal !== undefined) return [group, [refusedJoin(request.memberId, refusal)]];

  const known = group.members.get(request.memberId);
  const member: Member = {
    id: request.memberId,
    clientId: request.clientId,
    clientHost: request.clientHost,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    protocols: request.protocols,
    assignment: nothing,
    waitsFor: 'join',
    expiresAt: now + request.sessionTimeoutMs,
  };
  if (known && repeatsItself(group, known, member)) {
    return [refreshed(group, known, now), [acceptedJoin(group, known.id)]];
  }

  const joining = withMember({ ...group, protocolType: request.protocolType }, member);
  if (group.phase === 'PreparingRebalance') return completeWhenReady(joining, now);
  const delayMs = group.phase === 'Empty' ? limits.initialDelayMs : 0;
  return prepare(joining, now, delayMs);
}

function refuse(group: Group, request: JoinRequest, limits: GroupLimits): ErrorCode | undefined {
  const { sessionTimeoutMs: session, memberId } = request;
  if (session < limits.minSessionTimeoutMs || session > limits.maxSessionTimeoutMs) {
    return errorCode.invalidSessionTimeout;
  }
  if (!request.isNew && !group.members.has(memberId)) return errorCode.unknownMemberId;
  if (request.isNew && group.members.size >= limits.maxMembers) return errorCode.groupMaxSizeReached;
  const others = [...group.members.values()].filter((member) => member.id !== memberId);
  const sameType = others.length === 0 || group.protocolType === request.protocolType;
  if (request.protocolType === '' || !sameType || shared([request, ...others]).length === 0) {
    return errorCode.inconsistentGroupProtocol;
  }
  return undefined;
}

/** The answer to its first request was lost: nothing changed. A leader that joins a stable group wants a rebalance. */
function repeatsItself(group: Group, known: Member, again: Member): boolean {
  if (group.phase === 'CompletingRebalance') return sameProtocols(known, again);
  return group.phase === 'Stable' && known.id !== group.leader && sameProtocols(known, again);
}

function sameProtocols(a: Member, b: Member): boolean {
  return (
    a.protocols.length === b.protocols.length &&
    a.protocols.every(
      (p, i) => p.name === b.protocols[i]!.name && p.metadata.equals(b.protocols[i]!.metadata),
    )
  );
}
