import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../../lib/wait-until.ts';
import { startKafka, type TestKafka } from '../../../../test/harness/kafka.ts';
import { WireClient } from '../../../../test/harness/kafka-wire.ts';
import { describeGroups } from '../protocol/describe-groups.ts';
import { errorCode } from '../protocol/error-code.ts';
import { heartbeat } from '../protocol/heartbeat.ts';
import { joinGroup } from '../protocol/join-group.ts';
import { syncGroup } from '../protocol/sync-group.ts';

const sessionTimeoutMs = 300;
let kafka: TestKafka;

beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka.stop());

const connect = () => WireClient.connect(kafka.port);
const join = (client: WireClient, groupId: string, memberId = '') =>
  client.send(joinGroup, 0, {
    groupId,
    sessionTimeoutMs,
    memberId,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: Buffer.from('subscription') }],
  });

/** Joins as the only member and takes everything. */
async function lead(client: WireClient, groupId: string) {
  const { memberId, generation } = await join(client, groupId);
  const assignments = [{ memberId, assignment: Buffer.from('all') }];
  const { assignment } = await client.send(syncGroup, 0, { groupId, generation, memberId, assignments });
  expect(assignment.toString()).toBe('all');
  return { memberId, generation };
}

test('what a killed member had goes to the next one when its session is over', async () => {
  const groupId = 'killed';
  const victim = await connect();
  const begun = performance.now();
  await lead(victim, groupId);
  await victim[Symbol.asyncDispose]();
  await using heir = await connect();
  const { leader, memberId, members, errorCode: code } = await join(heir, groupId);
  expect([code, leader, members.map((m) => m.memberId)]).toEqual([errorCode.none, memberId, [memberId]]);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(sessionTimeoutMs);
});

test('a newcomer that hangs up before its answer does not hold up the others', async () => {
  const groupId = 'hung-up';
  await using member = await connect();
  await using other = await connect();
  const { memberId, generation } = await lead(member, groupId);
  const newcomer = await connect();
  const unanswered = join(newcomer, groupId).catch((error: Error) => error.message);
  const beat = () => member.send(heartbeat, 0, { groupId, generation, memberId });
  const signal = AbortSignal.timeout(5000);
  await waitUntil(
    async () => ((await beat()).errorCode === errorCode.rebalanceInProgress ? true : undefined),
    { signal },
  );
  await newcomer[Symbol.asyncDispose]();
  expect(await unanswered).toContain('closed the connection');
  const membersLeft = async () =>
    (await other.send(describeGroups, 0, { groupIds: [groupId] })).groups[0]?.members.length;
  await waitUntil(async () => ((await membersLeft()) === 1 ? true : undefined), { signal });
  const again = await join(member, groupId, memberId);
  expect(again).toMatchObject({ errorCode: errorCode.none, leader: memberId });
});

test('who waits for the group when the broker stops is told so', async () => {
  const stopping = await startKafka();
  await using first = await WireClient.connect(stopping.port);
  await using second = await WireClient.connect(stopping.port);
  const { memberId, generation } = await lead(first, 'g');
  const waiting = join(second, 'g');
  const beat = () => first.send(heartbeat, 0, { groupId: 'g', generation, memberId });
  const rebalancing = async () =>
    (await beat()).errorCode === errorCode.rebalanceInProgress ? true : undefined;
  await waitUntil(rebalancing, { signal: AbortSignal.timeout(5000) });
  await stopping.stop();
  expect((await waiting).errorCode).toBe(errorCode.coordinatorNotAvailable);
});
