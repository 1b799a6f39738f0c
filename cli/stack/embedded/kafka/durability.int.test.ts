import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../lib/wait-until.ts';
import { spawnKafka, type SpawnedKafka } from '../../../test/harness/kafka.ts';
import { WireClient } from '../../../test/harness/kafka-wire.ts';
import { recordBatch } from '../../../test/harness/record-batch.ts';
import { offsetCommit } from './protocol/offset-commit.ts';
import { offsetFetch } from './protocol/offset-fetch.ts';
import { fetch } from './protocol/fetch.ts';
import { produce } from './protocol/produce.ts';
import { initProducerId } from './protocol/init-producer-id.ts';
import { batchSize, readHeader } from './storage/batch-header.ts';

const topic = 'ledger';

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saga-lab-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const clientOf = (broker: SpawnedKafka) =>
  new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });

async function createTopic(broker: SpawnedKafka, numPartitions: number): Promise<void> {
  const admin = clientOf(broker).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions }] });
  await admin.disconnect();
}

/** One batch at a time until the broker is gone; adds the offsets that were acknowledged. */
async function produceUntilGone(port: number, partition: number, acknowledged: bigint[]): Promise<void> {
  await using client = await WireClient.connect(port);
  const { producerId } = await client.send(initProducerId, 0, {
    transactionalId: null,
    transactionTimeoutMs: 0,
  });
  try {
    for (let sequence = 0; ; sequence++) {
      const batch = recordBatch({ values: ['x'.repeat(300)], producerId, epoch: 0, sequence });
      const answer = await client.send(produce, 7, {
        transactionalId: null,
        acks: -1,
        timeoutMs: 1000,
        topics: [{ topic, partitions: [{ partition, records: [batch] }] }],
      });
      const result = answer.topics[0]!.partitions[0]!;
      expect(result.errorCode).toBe(0);
      acknowledged.push(result.baseOffset);
    }
  } catch (error) {
    expect(String(error)).toContain('the broker closed the connection');
  }
}

async function commitUntilGone(port: number, onAcknowledged: (offset: bigint) => void): Promise<void> {
  await using client = await WireClient.connect(port);
  try {
    for (let offset = 0n; ; offset++) {
      await client.send(offsetCommit, 2, {
        groupId: 'g',
        generation: -1,
        memberId: '',
        retentionMs: -1n,
        topics: [{ topic, partitions: [{ partition: 0, offset, metadata: null }] }],
      });
      onAcknowledged(offset);
    }
  } catch (error) {
    expect(String(error)).toContain('the broker closed the connection');
  }
}

async function offsetsOf(client: WireClient, partition: number): Promise<readonly bigint[]> {
  const found: bigint[] = [];
  for (let next = 0n; ;) {
    const answer = await client.send(fetch, 10, {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 1_000_000,
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics: [
        {
          topic,
          partitions: [
            {
              partition,
              currentLeaderEpoch: -1,
              fetchOffset: next,
              logStartOffset: -1n,
              maxBytes: 1_000_000,
            },
          ],
        },
      ],
      forgottenTopics: [],
    });
    const bytes = Buffer.concat(answer.topics[0]!.partitions[0]!.records);
    if (bytes.length === 0) return found;
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at))
      found.push(readHeader(bytes, at).baseOffset);
    next = found.at(-1)! + 1n;
  }
}

test('kill -9 under load loses nothing that was acknowledged, again and again', async () => {
  const folder = folderOf();
  const partitions = 4;
  const acknowledged = Array.from({ length: partitions }, () => [] as bigint[]);
  let committed = -1n;
  for (let round = 0; round < 3; round++) {
    const broker = await spawnKafka({ folder });
    if (round === 0) await createTopic(broker, partitions);
    const enough = acknowledged.map((offsets) => offsets.length + 20);
    committed = -1n;
    const load = [
      ...acknowledged.map((offsets, p) => produceUntilGone(broker.port, p, offsets)),
      commitUntilGone(broker.port, (offset) => (committed = offset)),
    ];
    const isUnderLoad = () =>
      (committed > 10n && acknowledged.every((offsets, p) => offsets.length >= enough[p]!)) || undefined;
    await waitUntil(isUnderLoad, { signal: AbortSignal.timeout(20_000) });
    await broker.kill();
    await Promise.all(load);
  }
  await using broker = await spawnKafka({ folder });
  await using client = await WireClient.connect(broker.port);
  for (let p = 0; p < partitions; p++) {
    const stored = await offsetsOf(client, p);
    expect(stored).toEqual(Array.from({ length: stored.length }, (_, i) => BigInt(i)));
    expect(acknowledged[p]!.every((offset) => offset < BigInt(stored.length))).toBe(true);
    expect(new Set(acknowledged[p]).size).toBe(acknowledged[p]!.length);
  }
  const answer = await client.send(offsetFetch, 3, { groupId: 'g', topics: [{ topic, partitions: [0] }] });
  const kept = answer.topics[0]!.partitions[0]!.offset;
  expect(kept === committed || kept === committed + 1n).toBe(true);
});

test('kafkajs goes on by itself when the broker comes back on its port', async () => {
  const folder = folderOf();
  const broker = await spawnKafka({ folder });
  await createTopic(broker, 1);
  const kafka = clientOf(broker);
  const producer = kafka.producer({ idempotent: true });
  const consumer = kafka.consumer({
    groupId: 'g',
    sessionTimeout: 6000,
    heartbeatInterval: 500,
    maxWaitTimeInMs: 100,
  });
  onTestFinished(async () => {
    await consumer.disconnect();
    await producer.disconnect();
  });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const seen: string[] = [];
  let wanted = 0;
  let reached: (() => void) | undefined;
  await consumer.run({
    eachMessage: ({ message }) => {
      seen.push(String(message.value));
      if (seen.length >= wanted) reached?.();
      return Promise.resolve();
    },
  });
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      wanted = count;
      reached = resolve;
      if (seen.length >= count) resolve();
    });
  await producer.send({ topic, messages: [{ value: 'before' }] });
  await until(1);
  await broker.kill();
  await using again = await spawnKafka({ folder, port: broker.port });
  expect(again.port).toBe(broker.port);
  await producer.send({ topic, messages: [{ value: 'after' }] });
  await until(2);
  expect(new Set(seen)).toEqual(new Set(['before', 'after']));
});

test('it stops by itself when its parent is gone', async () => {
  const broker = await spawnKafka();
  onTestFinished(() => rmSync(broker.folder, { recursive: true, force: true }));
  const exited = new Promise((resolve) => broker.process.once('exit', resolve));
  broker.process.stdin?.end();
  expect(await exited).toBe(0);
});
