import type { Consumer } from 'kafkajs';
import { expect, test } from 'vitest';
import { unique, type TestClients } from './client.ts';
import { collect, eventually, text } from './collect.ts';

/** Partitions that the member holds now, as kafkajs tells them at each join. */
function assignmentOf(consumer: Consumer, topic: string): () => readonly number[] {
  let partitions: readonly number[] = [];
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    partitions = payload.memberAssignment[topic] ?? [];
  });
  return () => partitions;
}

export function groupContract(kafka: TestClients): void {
  test('two members share the partitions; when one leaves, the other has all', async () => {
    const topic = await kafka.topic(4);
    const groupId = unique('group');
    const a = await kafka.consumer(groupId);
    const b = await kafka.consumer(groupId);
    const ofA = assignmentOf(a, topic);
    const ofB = assignmentOf(b, topic);
    const seenByA = await collect(a, topic);
    await eventually('all partitions', () => (ofA().length === 4 ? true : undefined));
    const seenByB = await collect(b, topic);
    await eventually('two each', () => (ofA().length === 2 && ofB().length === 2 ? true : undefined));
    expect(new Set([...ofA(), ...ofB()])).toEqual(new Set([0, 1, 2, 3]));

    const producer = await kafka.producer();
    const messages = Array.from({ length: 8 }, (_, i) => ({ value: String(i), partition: i % 4 }));
    await producer.send({ topic, messages });
    await eventually('all messages', () => (seenByA.length + seenByB.length >= 8 ? true : undefined));
    expect(seenByA).toHaveLength(4);
    expect(new Set([...seenByA, ...seenByB].map(text)).size).toBe(8);

    await b.disconnect();
    await eventually('all partitions again', () => (ofA().length === 4 ? true : undefined));
    await producer.send({ topic, messages: [{ value: 'late', partition: ofB()[0] ?? 0 }] });
    await eventually('the late one', () => (seenByA.some((m) => text(m) === 'late') ? true : undefined));
  });

  test('groups do not take from each other', async () => {
    const topic = await kafka.topic();
    const one = await collect(await kafka.consumer(), topic);
    const other = await collect(await kafka.consumer(), topic);
    await (await kafka.producer()).send({ topic, messages: [{ value: 'both' }] });
    await eventually('both', () => (one.length + other.length === 2 ? true : undefined));
    expect([one.map(text), other.map(text)]).toEqual([['both'], ['both']]);
  });

  test('groups are listed, described and deleted', async () => {
    const topic = await kafka.topic();
    const groupId = unique('group');
    const admin = await kafka.admin();
    const consumer = await kafka.consumer(groupId);
    await (await kafka.producer()).send({ topic, messages: [{ value: 'x' }] });
    const seen = await collect(consumer, topic);
    await eventually('the message', () => (seen.length === 1 ? true : undefined));
    expect((await admin.listGroups()).groups).toContainEqual({ groupId, protocolType: 'consumer' });
    const [group] = (await admin.describeGroups([groupId])).groups;
    expect(group).toMatchObject({
      state: 'Stable',
      protocolType: 'consumer',
      protocol: 'RoundRobinAssigner',
    });
    expect(group?.members).toHaveLength(1);
    await expect(admin.deleteGroups([groupId])).rejects.toMatchObject({ groups: [{ errorCode: 68 }] });
    await consumer.disconnect();
    expect((await admin.describeGroups([groupId])).groups[0]).toMatchObject({ state: 'Empty', members: [] });
    await admin.deleteGroups([groupId]);
    expect((await admin.listGroups()).groups.map((g) => g.groupId)).not.toContain(groupId);
    expect((await admin.describeGroups([groupId])).groups[0]?.state).toBe('Dead');
  });
}
