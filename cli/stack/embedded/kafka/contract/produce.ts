import { CompressionTypes } from 'kafkajs';
import { expect, test } from 'vitest';
import type { TestClients } from './client.ts';
import { collect, eventually, received, text } from './collect.ts';

const kilobyte = 1024;

export function produceContract(kafka: TestClients): void {
  test.each([-1, 1, 0])('acks %i: what is sent is received', async (acks) => {
    const topic = await kafka.topic();
    const producer = await kafka.producer();
    await producer.send({ topic, acks, messages: [{ value: 'one' }, { value: 'two' }] });
    const messages = await received(await collect(await kafka.consumer(), topic), 2);
    expect(messages.map(text)).toEqual(['one', 'two']);
  });

  test('gzip comes back as it was sent', async () => {
    const topic = await kafka.topic();
    const value = 'saga'.repeat(kilobyte);
    const producer = await kafka.producer();
    await producer.send({ topic, compression: CompressionTypes.GZIP, messages: [{ value }, { value: 'b' }] });
    const messages = await received(await collect(await kafka.consumer(), topic), 2);
    expect(messages.map(text)).toEqual([value, 'b']);
  });

  test('key, headers, timestamp and null values come back', async () => {
    const topic = await kafka.topic();
    const producer = await kafka.producer();
    const timestamp = '1700000000000';
    await producer.send({
      topic,
      messages: [{ key: 'k', value: null, headers: { h: 'x', n: ['1', '2'] }, timestamp }],
    });
    const [message] = await received(await collect(await kafka.consumer(), topic), 1);
    expect(message).toMatchObject({ key: Buffer.from('k'), value: null, timestamp, offset: '0' });
    expect(message?.headers).toEqual({ h: Buffer.from('x'), n: [Buffer.from('1'), Buffer.from('2')] });
  });

  test('an idempotent producer appends in order', async () => {
    const topic = await kafka.topic();
    const producer = await kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    for (let i = 0; i < 20; i++) await producer.send({ topic, messages: [{ value: String(i) }] });
    const messages = await received(await collect(await kafka.consumer(), topic), 20);
    expect(messages.map((m) => m.offset)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
    expect(messages.map(text)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  });

  test('all of a key go to one partition, in order', async () => {
    const topic = await kafka.topic(4);
    const producer = await kafka.producer();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (let i = 0; i < 10; i++) {
      await producer.send({ topic, messages: keys.map((key) => ({ key, value: String(i) })) });
    }
    const messages = await received(await collect(await kafka.consumer(), topic), 60);
    for (const key of keys) {
      const own = messages.filter((m) => m.key?.toString() === key);
      expect(new Set(own.map((m) => m.partition)).size).toBe(1);
      expect(own.map(text)).toEqual(Array.from({ length: 10 }, (_, i) => String(i)));
    }
  });

  test('10 MB arrive whole', async () => {
    const topic = await kafka.topic(2);
    const producer = await kafka.producer();
    const value = 'x'.repeat(10 * kilobyte);
    const messages = Array.from({ length: 50 }, (_, i) => ({ key: String(i), value }));
    for (let i = 0; i < 20; i++) await producer.send({ topic, messages });
    const arrived = await received(await collect(await kafka.consumer(), topic), 1000);
    expect(arrived).toHaveLength(1000);
    expect(arrived.every((m) => m.value?.length === value.length)).toBe(true);
  });

  test('a batch above max.message.bytes is refused', async () => {
    const topic = await kafka.topic();
    const producer = await kafka.producer();
    const send = producer.send({ topic, messages: [{ value: 'x'.repeat(2000 * kilobyte) }] });
    await expect(send).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
  });

  test('an unknown topic is made when the client allows it', async () => {
    const producer = await kafka.producer({ allowAutoTopicCreation: false });
    const topic = `missing-${Date.now()}`;
    await expect(producer.send({ topic, messages: [{ value: 'x' }] })).rejects.toMatchObject({
      cause: { type: 'UNKNOWN_TOPIC_OR_PARTITION' },
    });
    const allowed = await kafka.producer({ allowAutoTopicCreation: true });
    await allowed.send({ topic, messages: [{ value: 'x' }] });
    expect(await (await kafka.admin()).listTopics()).toContain(topic);
  });

  test('a consumer that waits gets a message at once', async () => {
    const topic = await kafka.topic();
    const messages = await collect(await kafka.consumer(), topic);
    const producer = await kafka.producer();
    for (let i = 1; i <= 5; i++) {
      await producer.send({ topic, messages: [{ value: String(i) }] });
      await eventually('the message', () => (messages.length >= i ? true : undefined));
    }
    expect(messages.map(text)).toEqual(['1', '2', '3', '4', '5']);
  });
}
