import { expect, test } from 'vitest';
import { unique, type TestClients } from './client.ts';
import { collect, eventually, received, text } from './collect.ts';

const begin = 1_700_000_000_000;
const sent = (ms: number) => ({ value: String(ms), timestamp: String(begin + ms) });

export function offsetContract(kafka: TestClients): void {
  test('earliest and latest', async () => {
    const topic = await kafka.topic();
    const admin = await kafka.admin();
    expect(await admin.fetchTopicOffsets(topic)).toEqual([
      { partition: 0, offset: '0', high: '0', low: '0' },
    ]);
    await (await kafka.producer()).send({ topic, messages: [{ value: 'a' }, { value: 'b' }] });
    expect(await admin.fetchTopicOffsets(topic)).toEqual([
      { partition: 0, offset: '2', high: '2', low: '0' },
    ]);
  });

  test('by timestamp: the first record at or after it', async () => {
    const topic = await kafka.topic();
    const times = [1000, 2000, 3000, 4000];
    const producer = await kafka.producer();
    await producer.send({ topic, messages: times.slice(0, 3).map(sent) });
    await producer.send({ topic, messages: times.slice(3).map(sent) });
    const admin = await kafka.admin();
    const at = async (ms: number) => (await admin.fetchTopicOffsetsByTimestamp(topic, begin + ms))[0]?.offset;
    expect(await at(0)).toBe('0');
    expect(await at(2000)).toBe('1');
    expect(await at(2001)).toBe('2');
    expect(await at(3500)).toBe('3');
    expect(await at(9999)).toBe('4');
  });

  test('a group goes on where it committed', async () => {
    const topic = await kafka.topic();
    const groupId = unique('group');
    const producer = await kafka.producer();
    await producer.send({ topic, messages: [{ value: '1' }, { value: '2' }] });
    const first = await kafka.consumer(groupId);
    await received(await collect(first, topic), 2);
    await first.stop();
    await first.disconnect();
    await producer.send({ topic, messages: [{ value: '3' }] });
    const again = await received(await collect(await kafka.consumer(groupId), topic), 1);
    expect(again.map(text)).toEqual(['3']);
    const admin = await kafka.admin();
    const committed = () => admin.fetchOffsets({ groupId, topics: [topic] });
    await eventually('the commit', async () =>
      (await committed())[0]?.partitions[0]?.offset === '3' ? true : undefined,
    );
  });

  test('commits by hand carry metadata', async () => {
    const topic = await kafka.topic();
    const groupId = unique('group');
    await (await kafka.producer()).send({ topic, messages: [{ value: '1' }, { value: '2' }] });
    const consumer = await kafka.consumer(groupId);
    await received(await collect(consumer, topic), 2);
    await consumer.commitOffsets([{ topic, partition: 0, offset: '1', metadata: 'why' }]);
    const admin = await kafka.admin();
    expect(await admin.fetchOffsets({ groupId })).toEqual([
      { topic, partitions: [{ partition: 0, offset: '1', metadata: 'why' }] },
    ]);
  });

  test('offsets of a stopped group can be set and reset', async () => {
    const topic = await kafka.topic();
    const groupId = unique('group');
    const admin = await kafka.admin();
    await (
      await kafka.producer()
    ).send({ topic, messages: [{ value: '1' }, { value: '2' }, { value: '3' }] });
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '2' }] });
    const [message] = await received(await collect(await kafka.consumer(groupId), topic), 1);
    expect(message && text(message)).toBe('3');
  });

  test('records can be deleted up to an offset', async () => {
    const topic = await kafka.topic();
    const admin = await kafka.admin();
    const producer = await kafka.producer();
    for (const value of ['1', '2', '3']) await producer.send({ topic, messages: [{ value }] });
    // kafkajs knows the leaders only after it has asked for something else.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
    expect(await admin.fetchTopicOffsets(topic)).toEqual([
      { partition: 0, offset: '3', high: '3', low: '2' },
    ]);
    const messages = await received(await collect(await kafka.consumer(), topic), 1);
    expect(messages.map(text)).toEqual(['3']);
  });
}
