import { connect } from 'node:net';
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Log } from '../../observe/log.ts';

export interface KafkaOptions {
  /** host:port, one or more. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** After so long without a sign of life a member of a group counts as gone. Default 6,000, the least that Kafka allows by default. */
  readonly sessionTimeoutMs?: number | undefined;
  /** Where kafkajs' own warnings and errors go; nowhere by default. */
  readonly log?: Log;
}

const keepAliveMs = 60_000;

/** kafkajs with limits: by default it retries for minutes, logs to the console, and leaves Nagle's delay on. */
export function kafkaClient({ brokers, clientId, log }: KafkaOptions): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 6 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => report(entry, log),
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port }, onConnect);
      socket.setKeepAlive(true, keepAliveMs);
      return socket.setNoDelay(true);
    },
  });
}

/** kafkajs calls an error what it goes on to retry; those who call it see what stays one. */
function report({ namespace, log: { message, ...detail } }: LogEntry, log: Log | undefined): void {
  log?.warn({ kafka: namespace, ...detail }, message);
}
