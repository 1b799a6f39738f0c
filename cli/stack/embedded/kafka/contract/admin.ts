import { ConfigResourceTypes } from 'kafkajs';
import { expect, test } from 'vitest';
import { makeTopics, offsetsOf, unique, type TestClients } from './client.ts';

export function adminContract(kafka: TestClients): void {
  test('the cluster is one broker that is its own controller', async () => {
    const cluster = await (await kafka.admin()).describeCluster();
    expect(cluster.brokers).toHaveLength(1);
    expect(cluster.controller).toBe(cluster.brokers[0]?.nodeId);
    expect(cluster.clusterId).not.toBe('');
  });

  test('topics are made, listed, described and deleted', async () => {
    const admin = await kafka.admin();
    const topic = unique('topic');
    expect(await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] })).toBe(
      true,
    );
    expect(await admin.createTopics({ topics: [{ topic }] })).toBe(false);
    expect(await admin.listTopics()).toContain(topic);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    expect(topics[0]?.partitions.map((p) => p.partitionId).toSorted()).toEqual([0, 1, 2]);
    await admin.deleteTopics({ topics: [topic] });
    expect(await admin.listTopics()).not.toContain(topic);
    await expect(admin.fetchTopicMetadata({ topics: [topic] })).rejects.toMatchObject({
      type: 'UNKNOWN_TOPIC_OR_PARTITION',
    });
  });

  test('a topic made again under its name is empty', async () => {
    const admin = await kafka.admin();
    const topic = await kafka.topic();
    await (await kafka.producer()).send({ topic, messages: [{ value: 'old' }] });
    await admin.deleteTopics({ topics: [topic] });
    await makeTopics(admin, [{ topic }]);
    expect(await admin.fetchTopicOffsets(topic)).toEqual([
      { partition: 0, offset: '0', high: '0', low: '0' },
    ]);
  });

  test.each([
    [{ topic: 'not a name' }, 'INVALID_TOPIC_EXCEPTION'],
    [{ topic: unique('t'), replicationFactor: 3 }, 'INVALID_REPLICATION_FACTOR'],
    [{ topic: unique('t'), numPartitions: 0 }, 'INVALID_PARTITIONS'],
    [{ topic: unique('t'), configEntries: [{ name: 'no.such.setting', value: '1' }] }, 'INVALID_CONFIG'],
  ])('a wrong topic is refused: %j', async (topic, type) => {
    const create = (await kafka.admin()).createTopics({ topics: [topic] });
    await expect(create).rejects.toMatchObject({ errors: [{ type }] });
  });

  test('many topics', async () => {
    const admin = await kafka.admin();
    const names = Array.from({ length: 100 }, () => unique('many'));
    await makeTopics(
      admin,
      names.map((topic) => ({ topic, numPartitions: 2 })),
    );
    const producer = await kafka.producer();
    await producer.sendBatch({
      topicMessages: names.map((topic) => ({ topic, messages: [{ value: 'x' }] })),
    });
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    expect(topics).toHaveLength(100);
    const offsets = await admin.fetchTopicOffsets(names[99]!);
    expect(offsets.map((o) => Number(o.offset)).reduce((a, b) => a + b)).toBe(1);
    await admin.deleteTopics({ topics: names });
  });

  test('partitions are added', async () => {
    const admin = await kafka.admin();
    const topic = await kafka.topic();
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    expect(await offsetsOf(admin, topic)).toHaveLength(3);
    await expect(admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] })).rejects.toMatchObject({
      type: 'INVALID_PARTITIONS',
    });
  });

  test('settings of a topic are read and changed', async () => {
    const admin = await kafka.admin();
    const topic = await kafka.topic();
    const resource = { type: ConfigResourceTypes.TOPIC, name: topic };
    const read = async () => {
      const described = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ ...resource, configNames: ['max.message.bytes'] }],
      });
      return described.resources[0]?.configEntries.map((e) => [e.configName, e.configValue]);
    };
    expect(await read()).toEqual([['max.message.bytes', '1048588']]);
    const alter = (value: string) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [{ ...resource, configEntries: [{ name: 'max.message.bytes', value }] }],
      });
    await alter('2000');
    expect(await read()).toEqual([['max.message.bytes', '2000']]);
    const send = (await kafka.producer()).send({ topic, messages: [{ value: 'x'.repeat(3000) }] });
    await expect(send).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
    await expect(alter('many')).rejects.toMatchObject({ type: 'INVALID_CONFIG' });
  });
}
