import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Coordinator } from './groups/coordinator.ts';
import { OffsetStore } from './groups/offset-store.ts';
import { attempt } from './handlers/attempt.ts';
import type { Broker } from './handlers/context.ts';
import { understand } from './handlers/understand.ts';
import type { LogLine } from './log-line.ts';
import { KafkaServer } from './net/server.ts';
import type { BrokerOptions } from './options.ts';
import { GroupCommit } from './storage/group-commit.ts';
import { OpenFiles } from './storage/open-files.ts';
import type { Storage } from './storage/partition-log.ts';
import { RecentBytes } from './storage/recent-batches.ts';
import { ProducerIds } from './topics/producer-ids.ts';
import { TopicStore } from './topics/topic-store.ts';

export interface RunningBroker {
  readonly port: number;
  /** Answers what has begun, writes what waits and closes the files. */
  stop(): Promise<void>;
}

/** The only broker of its cluster. */
const nodeId = 1;

/** Opens the data folder and listens. Rejects with the system's error when either fails. */
export async function startBroker(options: BrokerOptions, report: LogLine): Promise<RunningBroker> {
  mkdirSync(options.folder, { recursive: true });
  const storage: Storage = {
    commit: new GroupCommit(),
    files: new OpenFiles(options.maxOpenFiles),
    recent: new RecentBytes(options.recentBytes),
    report,
  };
  const topics = new TopicStore(options.folder, storage);
  const offsets = new OffsetStore(options.folder, storage);
  const groups = new Coordinator(options.groups);
  const address = { host: options.host, port: 0 };
  const broker: Broker = {
    options,
    nodeId,
    clusterId: clusterId(options.folder),
    address,
    topics,
    offsets,
    groups,
    producerIds: new ProducerIds(options.folder, storage),
    report,
  };
  await dropOrphanedOffsets(broker, storage);

  const server = new KafkaServer({
    limits: options.network,
    report,
    understand: (frame, clientHost) => understand(broker, frame, clientHost),
  });
  address.port = await server.listen(options.host, options.port);
  const retention = setInterval(
    () => void attempt(broker, () => topics.retain(Date.now())),
    options.retainEveryMs,
  );

  return {
    port: address.port,
    async stop() {
      clearInterval(retention);
      groups.stop();
      await server.stop();
      storage.commit.flush();
      topics.close();
      storage.files.closeAll();
    },
  };
}

/** Offsets of topics whose deletion was cut short by a kill. */
async function dropOrphanedOffsets({ topics, offsets }: Broker, { commit }: Storage): Promise<void> {
  const orphaned = [...offsets.topics()].filter((topic) => !topics.get(topic));
  const dropped = Promise.all(orphaned.map((topic) => offsets.deleteTopic(topic)));
  commit.flush();
  await dropped;
}

/** Stays the same over restarts, so that clients know the cluster again. */
function clusterId(folder: string): string {
  const file = join(folder, 'cluster-id');
  if (!existsSync(file)) writeFileSync(file, randomUUID(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
