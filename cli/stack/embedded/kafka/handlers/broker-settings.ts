import type { Broker } from './context.ts';

/** The broker's options under Kafka's names; they are set at its start. */
export function brokerSettings({ nodeId, options, address }: Broker): Readonly<Record<string, string>> {
  return {
    'auto.create.topics.enable': String(options.autoCreateTopics),
    'broker.id': String(nodeId),
    'connections.max.idle.ms': String(options.network.idleMs),
    'fetch.max.bytes': String(options.maxFetchBytes),
    'group.initial.rebalance.delay.ms': String(options.groups.initialDelayMs),
    'group.max.session.timeout.ms': String(options.groups.maxSessionTimeoutMs),
    'group.min.session.timeout.ms': String(options.groups.minSessionTimeoutMs),
    listeners: `PLAINTEXT://${address.host}:${address.port}`,
    'log.dirs': options.folder,
    'max.connections': String(options.network.maxConnections),
    'num.partitions': String(options.defaultPartitions),
    'socket.request.max.bytes': String(options.network.maxFrameBytes),
  };
}
