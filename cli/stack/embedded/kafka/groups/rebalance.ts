import { errorCode } from '../protocol/error-code.ts';
import {
  emptyGroup,
  nothing,
  refusedJoin,
  refusedSync,
  type Answer,
  type Group,
  type Member,
  type Step,
} from './group.ts';

/** Begins a rebalance: everybody has to join again; who waits for an assignment is told so. */
export function prepare(group: Group, now: number, delayMs: number): Step {
  const members = [...group.members.values()];
  const answers = members
    .filter((member) => member.waitsFor === 'sync')
    .map((member) => refusedSync(member.id, errorCode.rebalanceInProgress));
  const released = members.map((m) =>
    m.waitsFor === 'sync' ? { ...m, waitsFor: null, expiresAt: now + m.sessionTimeoutMs } : m,
  );
  const preparing: Group = {
    ...group,
    phase: 'PreparingRebalance',
    members: byId(released),
    notBefore: now + delayMs,
    phaseEndsAt: now + longestRebalance(released) + delayMs,
  };
  return andThen([preparing, answers], (g) => completeWhenReady(g, now));
}

/** Ends the joining when all have joined or the time is up; those that did not come are out. */
export function completeWhenReady(group: Group, now: number): Step {
  if (group.phase !== 'PreparingRebalance') return [group, []];
  const joined = [...group.members.values()].filter((member) => member.waitsFor === 'join');
  const everybody = joined.length === group.members.size && now >= group.notBefore;
  if (!everybody && now < group.phaseEndsAt) return [group, []];
  if (joined.length === 0) return [emptied(group), []];

  const generation = group.generation + 1;
  const protocol = elect(joined);
  const leader = joined.some((member) => member.id === group.leader) ? group.leader : joined[0]!.id;
  const members = joined.map((member): Member => ({
    ...member,
    waitsFor: null,
    assignment: nothing,
    expiresAt: now + member.sessionTimeoutMs,
  }));
  const completing: Group = {
    ...group,
    phase: 'CompletingRebalance',
    generation,
    protocol,
    leader,
    members: byId(members),
    phaseEndsAt: now + longestRebalance(members),
  };
  return [completing, joined.map((member) => acceptedJoin(completing, member.id))];
}

/** The answer to a member of the present generation; only the leader is told who the others are. */
export function acceptedJoin(group: Group, memberId: string): Answer {
  const { generation, protocol, leader } = group;
  const members = memberId === leader ? [...group.members.values()] : [];
  const roster = members.map((m) => ({ memberId: m.id, metadata: metadataFor(m, protocol) }));
  return {
    type: 'joined',
    memberId,
    errorCode: errorCode.none,
    generation,
    protocol,
    leader,
    members: roster,
  };
}

/** Takes a member out, and lets the others share what it had. */
export function remove(group: Group, member: Member, now: number): Step {
  const members = new Map(group.members);
  members.delete(member.id);
  const left: Group = { ...group, members };
  const answers: Answer[] = [];
  if (member.waitsFor === 'join') answers.push(refusedJoin(member.id, errorCode.unknownMemberId));
  if (member.waitsFor === 'sync') answers.push(refusedSync(member.id, errorCode.unknownMemberId));
  if (members.size === 0) return [emptied(left), answers];
  return andThen([left, answers], (g) =>
    g.phase === 'PreparingRebalance' ? completeWhenReady(g, now) : prepare(g, now, 0),
  );
}

export function metadataFor(member: Member, protocol: string): Buffer {
  return member.protocols.find((p) => p.name === protocol)?.metadata ?? nothing;
}

/** Runs another transition after one, keeping the answers of both. */
export function andThen([group, answers]: Step, next: (group: Group) => Step): Step {
  const [after, more] = next(group);
  return [after, [...answers, ...more]];
}

/** Protocols that all members know. */
export function shared(members: readonly Pick<Member, 'protocols'>[]): readonly string[] {
  const [first, ...others] = members;
  const names = first?.protocols.map((p) => p.name) ?? [];
  return names.filter((name) => others.every((m) => m.protocols.some((p) => p.name === name)));
}

/** Each member votes for the first of its protocols that all know; on a tie the one named first wins. */
function elect(members: readonly Member[]): string {
  const candidates = shared(members);
  const votes = new Map(candidates.map((name) => [name, 0]));
  for (const member of members) {
    const choice = member.protocols.find((p) => votes.has(p.name));
    if (choice) votes.set(choice.name, votes.get(choice.name)! + 1);
  }
  return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), ['', 0])[0];
}

function emptied(group: Group): Group {
  return { ...emptyGroup, generation: group.generation + 1, protocolType: group.protocolType };
}

function byId(members: readonly Member[]): ReadonlyMap<string, Member> {
  return new Map(members.map((member) => [member.id, member]));
}

function longestRebalance(members: readonly Member[]): number {
  return Math.max(...members.map((member) => member.rebalanceTimeoutMs));
}
