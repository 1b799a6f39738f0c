import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { heldPort } from '../../harness/free-port.ts';
import { startRealServer, type RealServer } from './real-server.ts';
import { tool } from './tool.ts';

export interface ApacheKafka extends RealServer {
  readonly bootstrap: string;
}

/** What a node has besides one listener in clear. */
export interface KafkaExtras {
  /** By listener's name. */
  readonly listeners: Readonly<Record<string, { readonly port: number; readonly protocol: string }>>;
  readonly settings: Readonly<Record<string, string>>;
  /** Arguments of the storage's format. */
  readonly format: readonly string[];
}

const nothing: KafkaExtras = { listeners: {}, settings: {}, format: [] };

/** Apache Kafka, one node in KRaft mode, as small as it goes. */
export async function startApacheKafka(
  extrasIn: (folder: string) => Promise<KafkaExtras> = () => Promise.resolve(nothing),
): Promise<ApacheKafka> {
  const java = tool('REAL_JAVA');
  const jars = join(tool('REAL_KAFKA_JARS'), '*');
  const clusterId = randomBytes(16).toString('base64url');
  const server = await startRealServer({
    name: 'apache-kafka',
    command: java,
    async args(folder, port) {
      const file = join(folder, 'server.properties');
      const extras = await extrasIn(folder);
      await writeFile(file, properties(join(folder, 'data'), port, await heldPort(), extras));
      const formatter = ['kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', file];
      const format = [...formatter, ...extras.format];
      await promisify(execFile)(java, ['-cp', jars, ...format]);
      return ['-Xmx256m', '-cp', jars, 'kafka.Kafka', file];
    },
    ask: (port) => describesItself(`127.0.0.1:${port}`, clusterId),
  });
  return { ...server, bootstrap: `127.0.0.1:${server.port}` };
}

async function describesItself(bootstrap: string, clusterId: string): Promise<void> {
  const admin = new Kafka({
    brokers: [bootstrap],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.clusterId !== clusterId || cluster.brokers.length === 0) throw new Error('not ready');
  } finally {
    await admin.disconnect();
  }
}

function properties(
  data: string,
  port: number,
  controllerPort: number,
  { listeners, settings: more }: KafkaExtras,
): string {
  const others = Object.entries(listeners);
  const addresses = others.map(([name, { port: own }]) => `,${name}://127.0.0.1:${own}`).join('');
  const protocols = others.map(([name, { protocol }]) => `,${name}:${protocol}`).join('');
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `BROKER://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${addresses}`,
    'listener.security.protocol.map': `BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT${protocols}`,
    'inter.broker.listener.name': 'BROKER',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': data,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    ...more,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
