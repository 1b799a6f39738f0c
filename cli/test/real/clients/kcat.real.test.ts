import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attribute, readHeader } from '../../../stack/embedded/kafka/storage/batch-header.ts';
import { startKafka, type TestKafka } from '../../harness/kafka.ts';
import { tool } from '../servers/tool.ts';
import { linesOf, printed, runProgram, type RunOptions } from './run-program.ts';

let kafka: TestKafka;
beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka.stop());

const kcat = (args: readonly string[], options?: RunOptions) =>
  printed(runProgram(tool('REAL_KCAT'), ['-b', kafka.bootstrap, ...args], options));
const topic = () => `topic-${randomUUID()}`;
const numbers = Array.from({ length: 500 }, (_, n) => `value ${n} ${'x'.repeat(100)}`);
const input = `${numbers.join('\n')}\n`;
const consumeAll = async (name: string) =>
  linesOf(await kcat(['-C', '-q', '-e', '-o', 'beginning', '-t', name]));

/** In the order of their numbers in a batch's attributes. */
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** Of the newest topic's first batch: librdkafka silently sends plain records to a broker that it takes for an old one. */
async function codecOnDisk(): Promise<number> {
  const topics = join(kafka.folder, 'topics');
  const newest = Math.max(...(await readdir(topics)).map(Number));
  const segment = await readFile(join(topics, String(newest), '0', '00000000000000000000.log'));
  return readHeader(segment).attributes & attribute.compression;
}

describe('kcat (librdkafka)', () => {
  test('lists the broker and its topics', async () => {
    const name = topic();
    await kcat(['-P', '-t', name], { input: 'a\n' });
    const listed = JSON.parse(await kcat(['-L', '-J'])) as {
      brokers: { name: string }[];
      topics: { topic: string; partitions: unknown[] }[];
    };
    expect(listed.brokers.map((broker) => broker.name)).toEqual([kafka.bootstrap]);
    expect(listed.topics.find((each) => each.topic === name)?.partitions).toHaveLength(1);
  });

  test.each(codecs)('produces with %s and consumes the same', async (codec) => {
    const name = topic();
    await kcat(['-P', '-t', name, '-z', codec], { input });
    expect(await consumeAll(name)).toEqual(numbers);
    expect(await codecOnDisk()).toBe(codecs.indexOf(codec));
  });

  test('keys, headers, timestamps and tombstones come back', async () => {
    const name = topic();
    await kcat(['-P', '-t', name, '-K', ':', '-Z', '-H', 'trace=1', '-H', 'kind=x'], {
      input: 'k:v\ngone:\n',
    });
    const records = linesOf(await kcat(['-C', '-q', '-e', '-t', name, '-J'])).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    expect(records).toMatchObject([
      { key: 'k', payload: 'v', offset: 0, headers: ['trace', '1', 'kind', 'x'], tstype: 'create' },
      { key: 'gone', payload: null, offset: 1 },
    ]);
    expect(Math.abs(Number(records[0]?.['ts']) - Date.now())).toBeLessThan(60_000);
  });

  test('consumes from an offset, from the end, and from a time', async () => {
    const name = topic();
    await kcat(['-P', '-t', name], { input });
    const from = async (offset: string) => linesOf(await kcat(['-C', '-q', '-e', '-t', name, '-o', offset]));
    expect(await from('498')).toEqual(numbers.slice(498));
    expect(await from('-1')).toEqual(numbers.slice(499));
    expect(await from(`s@${Date.now() - 600_000}`)).toEqual(numbers);
    expect(linesOf(await kcat(['-Q', '-t', `${name}:0:-1`]))).toEqual([`${name} [0] offset 500`]);
  });

  test('a group goes on where it stopped', async () => {
    const name = topic();
    const group = `group-${randomUUID()}`;
    const member = (count: number) =>
      kcat(['-G', group, '-q', '-c', String(count), '-X', 'auto.offset.reset=earliest', name]);
    await kcat(['-P', '-t', name], { input });
    expect(linesOf(await member(200))).toEqual(numbers.slice(0, 200));
    expect(linesOf(await member(300))).toEqual(numbers.slice(200));
  });

  test('an idempotent producer is given an id and sends each record once', async () => {
    const name = topic();
    await kcat(['-P', '-t', name, '-X', 'enable.idempotence=true', '-X', 'batch.num.messages=7'], { input });
    expect(await consumeAll(name)).toEqual(numbers);
  });

  test('a partition and acks of its own choosing', async () => {
    const name = topic();
    for (const acks of ['0', '1', '-1'])
      await kcat(['-P', '-t', name, '-p', '0', '-X', `acks=${acks}`], { input: `${acks}\n` });
    expect(await consumeAll(name)).toEqual(['0', '1', '-1']);
  });
});
