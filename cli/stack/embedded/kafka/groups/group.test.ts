import { describe, expect, test } from 'vitest';
import { errorCode } from '../protocol/error-code.ts';
import { emptyGroup, type Answer, type Group, type Step } from './group.ts';
import { join, type GroupLimits, type JoinRequest } from './join.ts';
import { heartbeat, leave, mayCommit, nextTick, tick } from './presence.ts';
import { sync } from './sync.ts';

const limits: GroupLimits = {
  initialDelayMs: 0,
  minSessionTimeoutMs: 10,
  maxSessionTimeoutMs: 1000,
  maxMembers: 3,
};
const session = 100;

const request = (memberId: string, change: Partial<JoinRequest> = {}): JoinRequest => ({
  memberId,
  isNew: true,
  clientId: 'client',
  clientHost: 'host',
  sessionTimeoutMs: session,
  rebalanceTimeoutMs: session,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from(memberId) }],
  ...change,
});
const again = (memberId: string) => request(memberId, { isNew: false });
const none: ReadonlyMap<string, Buffer> = new Map();
const plan = (...ids: readonly string[]) => new Map(ids.map((id) => [id, Buffer.from(`for ${id}`)]));

const protocols = (...names: readonly string[]) => ({
  protocols: names.map((name) => ({ name, metadata: Buffer.alloc(0) })),
});

/** What the members were told, in short. */
const told = ([, answers]: Step) =>
  answers.map((a: Answer) =>
    a.type === 'joined'
      ? `${a.memberId} joined ${a.generation} of ${a.leader}: ${a.errorCode}`
      : `${a.memberId} synced ${a.assignment.toString()}: ${a.errorCode}`,
  );

/** A stable group of these members, made at time 0. */
function stable(...ids: readonly string[]): Group {
  let group = emptyGroup;
  for (const id of ids) {
    for (const known of group.members.keys()) [group] = join(group, again(known), limits, 0);
    [group] = join(group, request(id), limits, 0);
    for (const known of group.members.keys()) [group] = join(group, again(known), limits, 0);
  }
  for (const id of [...ids].reverse()) [group] = sync(group, id, group.generation, plan(...ids), 0);
  expect(group.phase).toBe('Stable');
  return group;
}

describe('joining', () => {
  test('the first member leads at once and learns the roster', () => {
    const step = join(emptyGroup, request('a'), limits, 0);
    expect(told(step)).toEqual(['a joined 1 of a: 0']);
    expect(step[0].phase).toBe('CompletingRebalance');
    expect(step[1][0]).toMatchObject({ members: [{ memberId: 'a', metadata: Buffer.from('a') }] });
  });

  test('with a delay an empty group waits for more', () => {
    const delayed = { ...limits, initialDelayMs: 50 };
    const [one, early] = join(emptyGroup, request('a'), delayed, 0);
    const [two] = join(one, request('b'), delayed, 10);
    expect([early, told(tick(two, 49))]).toEqual([[], []]);
    expect(nextTick(two)).toBe(50);
    expect(told(tick(two, 50))).toEqual(['a joined 1 of a: 0', 'b joined 1 of a: 0']);
  });

  test('a second member waits until the first has joined again', () => {
    const [group, answers] = join(stable('a'), request('b'), limits, 10);
    expect([group.phase, answers]).toEqual(['PreparingRebalance', []]);
    expect(heartbeat(group, 'a', group.generation, 20)[1]).toBe(errorCode.rebalanceInProgress);
    const step = join(group, again('a'), limits, 30);
    expect(told(step)).toEqual(['a joined 2 of a: 0', 'b joined 2 of a: 0']);
  });

  test('who does not join again in time is out, and the next one leads', () => {
    const [group] = join(stable('a'), request('b'), limits, 10);
    const [kept] = heartbeat(group, 'a', group.generation, 105);
    const step = tick(kept, 10 + session);
    expect(told(step)).toEqual(['b joined 2 of b: 0']);
    expect([...step[0].members.keys()]).toEqual(['b']);
  });

  test('a follower whose answer was lost gets it again', () => {
    const step = join(stable('a', 'b'), again('b'), limits, 10);
    expect(told(step)).toEqual(['b joined 2 of a: 0']);
    expect(step[0].phase).toBe('Stable');
  });

  test('a leader that joins again asks for a rebalance', () => {
    const step = join(stable('a', 'b'), again('a'), limits, 10);
    expect(step[0].phase).toBe('PreparingRebalance');
  });

  test('the assignor that most members prefer is taken', () => {
    let [group] = join(
      emptyGroup,
      request('a', protocols('x', 'y', 'z')),
      { ...limits, initialDelayMs: 10 },
      0,
    );
    [group] = join(group, request('b', protocols('y', 'x')), limits, 0);
    [group] = join(group, request('c', protocols('y', 'x')), limits, 0);
    expect(tick(group, 10)[0].protocol).toBe('y');
  });

  test.each([
    ['an id nobody was given', again('x'), errorCode.unknownMemberId],
    ['another protocol type', request('x', { protocolType: 'connect' }), errorCode.inconsistentGroupProtocol],
    ['no shared assignor', request('x', { protocols: [] }), errorCode.inconsistentGroupProtocol],
    ['a session that is too short', request('x', { sessionTimeoutMs: 9 }), errorCode.invalidSessionTimeout],
    ['a session that is too long', request('x', { sessionTimeoutMs: 1001 }), errorCode.invalidSessionTimeout],
  ])('%s is refused', (_, wrong, code) => {
    const group = stable('a');
    expect(join(group, wrong, limits, 10)).toMatchObject([group, [{ errorCode: code }]]);
  });

  test('a full group takes nobody', () => {
    const step = join(stable('a', 'b', 'c'), request('d'), limits, 10);
    expect(step[1]).toMatchObject([{ errorCode: errorCode.groupMaxSizeReached }]);
  });
});

/** Two members have joined, neither has its assignment. */
function completing(): Group {
  const [group] = join(stable('a'), request('b'), limits, 10);
  return join(group, again('a'), limits, 10)[0];
}

describe('synchronising', () => {
  test('followers wait for the leader', () => {
    const [group, early] = sync(completing(), 'b', 2, none, 20);
    expect(early).toEqual([]);
    const step = sync(group, 'a', 2, plan('a', 'b'), 30);
    expect(told(step)).toEqual(['a synced for a: 0', 'b synced for b: 0']);
    expect(step[0].phase).toBe('Stable');
  });

  test('a follower that comes late gets what was decided', () => {
    const [group] = sync(completing(), 'a', 2, plan('a', 'b'), 20);
    expect(told(sync(group, 'b', 2, none, 30))).toEqual(['b synced for b: 0']);
  });

  test('a leader that never syncs is out, and the followers are sent back', () => {
    const [group] = sync(completing(), 'b', 2, none, 20);
    const step = tick(group, 10 + session);
    expect(told(step)).toEqual([`b synced : ${errorCode.rebalanceInProgress}`]);
    expect([step[0].phase, ...step[0].members.keys()]).toEqual(['PreparingRebalance', 'b']);
  });

  test.each([
    ['an unknown member', 'x', 2, errorCode.unknownMemberId],
    ['an old generation', 'a', 1, errorCode.illegalGeneration],
  ])('%s is refused', (_, id, generation, code) => {
    expect(sync(completing(), id, generation, none, 20)[1]).toMatchObject([{ errorCode: code }]);
  });
});

describe('presence', () => {
  test('a heartbeat keeps a member, silence ends it', () => {
    const [alive, code] = heartbeat(stable('a'), 'a', 1, 90);
    expect(code).toBe(errorCode.none);
    expect(tick(alive, 150)[0].members.size).toBe(1);
    expect(tick(alive, 190)[0]).toMatchObject({ phase: 'Empty', generation: 2 });
  });

  test('a dead member sends the others into a rebalance at once', () => {
    const [alive] = heartbeat(stable('a', 'b'), 'b', 2, 50);
    const [group] = tick(alive, session);
    expect([group.phase, ...group.members.keys()]).toEqual(['PreparingRebalance', 'b']);
    expect(told(join(group, again('b'), limits, 110))).toEqual(['b joined 3 of b: 0']);
  });

  test('who leaves frees its partitions at once', () => {
    const [[group], code] = leave(stable('a', 'b'), 'a', 10);
    expect([code, group.phase]).toEqual([errorCode.none, 'PreparingRebalance']);
    expect(leave(group, 'a', 10)[1]).toBe(errorCode.unknownMemberId);
  });

  test('the last one leaves an empty group behind', () => {
    const [[group]] = leave(stable('a'), 'a', 10);
    expect([group.phase, nextTick(group)]).toEqual(['Empty', Infinity]);
  });

  test('who waits for an answer needs no heartbeat', () => {
    const [group] = join(stable('a'), request('b', { rebalanceTimeoutMs: 1000 }), limits, 0);
    const [kept] = heartbeat(group, 'a', 1, 99);
    expect(tick(kept, 150)[0].members.has('b')).toBe(true);
  });
});

test.each([
  ['a member of this generation', stable('a'), 'a', 1, errorCode.none],
  ['a member of an older one', stable('a', 'b'), 'a', 1, errorCode.illegalGeneration],
  ['a stranger', stable('a'), 'x', 1, errorCode.unknownMemberId],
  ['somebody outside, the group being empty', emptyGroup, '', -1, errorCode.none],
  ['somebody outside, the group having members', stable('a'), '', -1, errorCode.unknownMemberId],
  [
    'a member before it has its assignment',
    join(emptyGroup, request('a'), limits, 0)[0],
    'a',
    1,
    errorCode.rebalanceInProgress,
  ],
])('%s commits', (_, group, memberId, generation, code) => {
  expect(mayCommit(group, memberId, generation)).toBe(code);
});
