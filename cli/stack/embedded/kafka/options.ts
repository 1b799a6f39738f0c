import { UsageError } from '../../../lib/errors.ts';
import type { GroupLimits } from './groups/join.ts';

export interface BrokerOptions {
  /** Where it listens and what it tells clients to connect to. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly folder: string;
  /** Whether Metadata makes a topic that is missing when the client allows it. */
  readonly autoCreateTopics: boolean;
  readonly defaultPartitions: number;
  readonly maxPartitions: number;
  /** Bytes of one Fetch answer, whatever the client asks for. */
  readonly maxFetchBytes: number;
  /** Bytes of recent batches held in memory, over all partitions. */
  readonly recentBytes: number;
  readonly maxOpenFiles: number;
  /** How often old segments are looked for. */
  readonly retainEveryMs: number;
  readonly groups: GroupLimits;
  readonly network: NetworkLimits;
}

export interface NetworkLimits {
  readonly maxConnections: number;
  readonly maxFrameBytes: number;
  /** Bytes of requests that are received or being answered, over all connections. */
  readonly maxRequestBytes: number;
  /** Requests of one connection that wait; above it the socket is not read. */
  readonly maxQueuedRequests: number;
  readonly idleMs: number;
}

const megabyte = 1024 * 1024;

export const defaults = {
  host: '127.0.0.1',
  port: 0,
  autoCreateTopics: true,
  defaultPartitions: 1,
  maxPartitions: 10_000,
  maxFetchBytes: 16 * megabyte,
  recentBytes: 16 * megabyte,
  maxOpenFiles: 256,
  retainEveryMs: 60_000,
  groups: {
    initialDelayMs: 0,
    minSessionTimeoutMs: 100,
    maxSessionTimeoutMs: 1_800_000,
    maxMembers: 1000,
  },
  network: {
    maxConnections: 2000,
    maxFrameBytes: 100 * megabyte,
    maxRequestBytes: 512 * megabyte,
    maxQueuedRequests: 100,
    idleMs: 600_000,
  },
} satisfies Omit<BrokerOptions, 'folder'>;

/** Options from the environment of a broker process. Throws UsageError when a variable is missing or wrong. */
export function optionsFrom(env: Readonly<Record<string, string | undefined>>): BrokerOptions {
  const folder = env['DATA_DIR'];
  if (!folder) throw new UsageError('DATA_DIR is not set; name the folder that the broker keeps its logs in');
  const port = Number(env['PORT'] ?? defaults.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`PORT=${env['PORT']} is not a port; use 0 to 65535, 0 lets the system choose`);
  }
  return {
    ...defaults,
    folder,
    port,
    host: env['HOST'] ?? defaults.host,
    autoCreateTopics: env['AUTO_CREATE_TOPICS'] !== 'false',
  };
}
