import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Log } from '../../observe/log.ts';
import { kafkaConnection } from './kafka-connection.ts';
import type { KafkaSecurity } from './kafka-security.ts';

export interface KafkaOptions {
  /** host:port, one or more. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly security?: KafkaSecurity | undefined;
  /** After so long without a sign of life a member of a group counts as gone. Default 6,000, the least that Kafka allows by default. */
  readonly sessionTimeoutMs?: number | undefined;
  /** Where kafkajs' own warnings and errors go; nowhere by default. */
  readonly log?: Log;
}

/** kafkajs with limits: by default it retries for minutes and logs to the console. */
export function kafkaClient({ brokers, clientId, security, log }: KafkaOptions): Kafka {
  return new Kafka({
    ...kafkaConnection(brokers, security),
    clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 6 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => report(entry, log),
  });
}

/** kafkajs calls an error what it goes on to retry; those who call it see what stays one. */
function report({ namespace, log: { message, ...detail } }: LogEntry, log: Log | undefined): void {
  log?.warn({ kafka: namespace, ...detail }, message);
}
