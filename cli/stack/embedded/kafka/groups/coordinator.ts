import { randomUUID } from 'node:crypto';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { deferred, type Deferred } from '../../../../lib/deferred.ts';
import {
  emptyGroup,
  refusedJoin,
  refusedSync,
  type Answer,
  type Group,
  type Joined,
  type Step,
  type Synced,
} from './group.ts';
import { join, type GroupLimits, type JoinRequest } from './join.ts';
import { heartbeat, leave, mayCommit, nextTick, tick } from './presence.ts';
import { sync } from './sync.ts';

interface Live {
  group: Group;
  readonly joins: Map<string, Deferred<Joined>>;
  readonly syncs: Map<string, Deferred<Synced>>;
  timer: NodeJS.Timeout | undefined;
}

/** Runs the groups: feeds their transitions with requests and time, and holds back the answers until they are due. */
export class Coordinator {
  readonly #limits: GroupLimits;
  readonly #groups = new Map<string, Live>();

  constructor(limits: GroupLimits) {
    this.#limits = limits;
  }

  get(groupId: string): Group {
    return this.#groups.get(groupId)?.group ?? emptyGroup;
  }

  /** Groups that have members. */
  *all(): Generator<readonly [string, Group]> {
    for (const [id, live] of this.#groups) yield [id, live.group];
  }

  /** Resolves when the group's next generation has begun. `signal` tells that the client is gone. */
  join(groupId: string, request: Omit<JoinRequest, 'isNew'>, signal: AbortSignal): Promise<Joined> {
    const isNew = request.memberId === '';
    const memberId = isNew ? `${request.clientId}-${randomUUID()}` : request.memberId;
    const live = this.#live(groupId);
    const answer = replace(live.joins, memberId, refusedJoin(memberId, errorCode.rebalanceInProgress));
    this.#step(groupId, live, join(live.group, { ...request, memberId, isNew }, this.#limits, now()));
    if (isNew) this.#forgetUnanswered(groupId, memberId, signal);
    return answer.promise;
  }

  /** Resolves when the leader has brought the assignments. */
  sync(
    groupId: string,
    memberId: string,
    generation: number,
    assignments: ReadonlyMap<string, Buffer>,
  ): Promise<Synced> {
    const live = this.#live(groupId);
    const answer = replace(live.syncs, memberId, refusedSync(memberId, errorCode.rebalanceInProgress));
    this.#step(groupId, live, sync(live.group, memberId, generation, assignments, now()));
    return answer.promise;
  }

  heartbeat(groupId: string, memberId: string, generation: number): ErrorCode {
    const live = this.#live(groupId);
    const [group, code] = heartbeat(live.group, memberId, generation, now());
    this.#step(groupId, live, [group, []]);
    return code;
  }

  leave(groupId: string, memberId: string): ErrorCode {
    const live = this.#live(groupId);
    const [step, code] = leave(live.group, memberId, now());
    this.#step(groupId, live, step);
    return code;
  }

  /** Asks before offsets are committed; a member's commit is a sign of life. */
  mayCommit(groupId: string, memberId: string, generation: number): ErrorCode {
    const live = this.#live(groupId);
    const code = mayCommit(live.group, memberId, generation);
    const [group] = heartbeat(live.group, memberId, generation, now());
    this.#step(groupId, live, [group, []]);
    return code;
  }

  /** Everybody who waits is told that the coordinator goes away. */
  stop(): void {
    for (const { timer, joins, syncs } of this.#groups.values()) {
      clearTimeout(timer);
      for (const [id, answer] of joins) answer.resolve(refusedJoin(id, errorCode.coordinatorNotAvailable));
      for (const [id, answer] of syncs) answer.resolve(refusedSync(id, errorCode.coordinatorNotAvailable));
    }
    this.#groups.clear();
  }

  #live(groupId: string): Live {
    const known = this.#groups.get(groupId);
    if (known) return known;
    const live: Live = { group: emptyGroup, joins: new Map(), syncs: new Map(), timer: undefined };
    this.#groups.set(groupId, live);
    return live;
  }

  #step(groupId: string, live: Live, [group, answers]: Step): void {
    live.group = group;
    for (const answer of answers) deliver(live, answer);
    clearTimeout(live.timer);
    if (group.members.size === 0) {
      this.#groups.delete(groupId);
      return;
    }
    const at = nextTick(group);
    live.timer = setTimeout(
      () => this.#step(groupId, live, tick(live.group, now())),
      Math.max(at - now(), 0) + 1,
    );
  }

  /** A new member whose connection closes before the answer never learns its id: it would only block the others. */
  #forgetUnanswered(groupId: string, memberId: string, signal: AbortSignal): void {
    const live = this.#groups.get(groupId);
    const pending = live?.joins.get(memberId);
    if (!pending) return;
    const forget = () => this.leave(groupId, memberId);
    signal.addEventListener('abort', forget, { once: true });
    void pending.promise.then(() => signal.removeEventListener('abort', forget));
  }
}

const now = () => performance.now();

/** A second request of the same member: the client gave up on the first. */
function replace<T>(pending: Map<string, Deferred<T>>, memberId: string, toEarlier: T): Deferred<T> {
  pending.get(memberId)?.resolve(toEarlier);
  const answer = deferred<T>();
  pending.set(memberId, answer);
  return answer;
}

function deliver(live: Live, answer: Answer): void {
  if (answer.type === 'joined') {
    live.joins.get(answer.memberId)?.resolve(answer);
    live.joins.delete(answer.memberId);
  } else {
    live.syncs.get(answer.memberId)?.resolve(answer);
    live.syncs.delete(answer.memberId);
  }
}
