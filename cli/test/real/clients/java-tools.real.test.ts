import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startKafka, type TestKafka } from '../../harness/kafka.ts';
import { tool } from '../servers/tool.ts';
import { linesOf, printed, runProgram, type RunOptions } from './run-program.ts';

let kafka: TestKafka;
beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka.stop());

/** One of Kafka's command-line tools, by its class below org.apache.kafka.tools. */
function java(name: string, args: readonly string[], options?: RunOptions) {
  const jvm = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', join(tool('REAL_KAFKA_JARS'), '*')];
  const all = [...jvm, `org.apache.kafka.tools.${name}`, '--bootstrap-server', kafka.bootstrap, ...args];
  return printed(runProgram(tool('REAL_JAVA'), all, options));
}

const unique = (what: string) => `${what}-${randomUUID()}`;
const values = Array.from({ length: 100 }, (_, n) => `value ${n}`);
const input = `${values.join('\n')}\n`;

async function madeTopic(partitions = 1): Promise<string> {
  const topic = unique('topic');
  await java('TopicCommand', ['--create', '--topic', topic, '--partitions', String(partitions)]);
  return topic;
}

const consume = (topic: string, ...options: string[]) =>
  java('consumer.ConsoleConsumer', ['--topic', topic, '--timeout-ms', '15000', ...options]);

describe("Kafka 4.3's tools", () => {
  test('TopicCommand makes, lists, describes, alters and deletes', async () => {
    const topic = await madeTopic(3);
    expect(linesOf(await java('TopicCommand', ['--list']))).toContain(topic);
    const describe = () => java('TopicCommand', ['--describe', '--topic', topic]);
    expect(await describe()).toContain('PartitionCount: 3');
    await java('TopicCommand', ['--alter', '--topic', topic, '--partitions', '5']);
    expect(await describe()).toContain('PartitionCount: 5');
    await java('TopicCommand', ['--delete', '--topic', topic]);
    expect(linesOf(await java('TopicCommand', ['--list']))).not.toContain(topic);
  });

  test.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'ConsoleProducer with %s, ConsoleConsumer reads the same',
    async (codec) => {
      const topic = await madeTopic();
      await java('ConsoleProducer', ['--topic', topic, '--compression-codec', codec], { input });
      const count = String(values.length);
      expect(linesOf(await consume(topic, '--from-beginning', '--max-messages', count))).toEqual(values);
    },
  );

  test('ConsoleConsumer reads committed records only, when asked to', async () => {
    const topic = await madeTopic();
    await java('ConsoleProducer', ['--topic', topic], { input });
    const options = ['--from-beginning', '--max-messages', '100', '--isolation-level', 'read_committed'];
    expect(linesOf(await consume(topic, ...options))).toEqual(values);
  });

  test('a group goes on where it stopped; ConsumerGroupCommand lists, describes, resets and deletes it', async () => {
    const topic = await madeTopic();
    const group = unique('group');
    const groups = (...options: string[]) => java('consumer.group.ConsumerGroupCommand', options);
    await java('ConsoleProducer', ['--topic', topic], { input });
    const member = ['--group', group, '--command-property', 'auto.offset.reset=earliest', '--max-messages'];
    expect(linesOf(await consume(topic, ...member, '40'))).toEqual(values.slice(0, 40));
    expect(linesOf(await consume(topic, ...member, '60'))).toEqual(values.slice(40));
    expect(linesOf(await groups('--list'))).toContain(group);
    const row = new RegExp(String.raw`${group}\s+${topic}\s+0\s+100\s+100\s+0`);
    expect(await groups('--describe', '--group', group)).toMatch(row);
    const reset = ['--reset-offsets', '--to-offset', '90', '--topic', topic, '--execute'];
    await groups('--group', group, ...reset);
    expect(linesOf(await consume(topic, ...member, '10'))).toEqual(values.slice(90));
    await groups('--delete-offsets', '--group', group, '--topic', topic);
    await groups('--delete', '--group', group);
    expect(linesOf(await groups('--list'))).not.toContain(group);
  });

  test('ProducerPerformance and ConsumerPerformance come through', async () => {
    const topic = await madeTopic(2);
    const load = ['--num-records', '20000', '--record-size', '100', '--throughput', '-1'];
    expect(await java('ProducerPerformance', ['--topic', topic, ...load])).toContain('20000 records sent');
    const report = linesOf(await java('ConsumerPerformance', ['--topic', topic, '--num-records', '20000']));
    expect(report.at(-1)?.split(', ')[4]).toBe('20000');
  });

  test('what VerifiableProducer was acknowledged, VerifiableConsumer gets', async () => {
    const topic = await madeTopic(2);
    const acknowledged = events(
      await java('VerifiableProducer', ['--topic', topic, '--max-messages', '500']),
    );
    const sent = acknowledged.filter(({ name }) => name === 'producer_send_success');
    expect(sent).toHaveLength(500);
    const options = ['--group-id', unique('group'), '--max-messages', '500', '--verbose'];
    const received = events(await java('VerifiableConsumer', ['--topic', topic, ...options])).filter(
      ({ name }) => name === 'record_data',
    );
    expect(numbersOf(received)).toEqual(numbersOf(sent));
  });
});

interface Event {
  readonly name: string;
  readonly value?: string;
}

function events(output: string): Event[] {
  return linesOf(output).map((line) => JSON.parse(line) as Event);
}

const numbersOf = (records: readonly Event[]) =>
  records.map(({ value }) => Number(value)).sort((a, b) => a - b);
