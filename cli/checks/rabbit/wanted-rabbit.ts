import { queueOf } from '../../../services/tram/index.ts';
import type { System } from '../../systems/system.ts';

export interface WantedQueue {
  readonly queue: string;
  readonly exchange: string;
  /** Whether its service names it as tram does; of another the name is a guess. */
  readonly isNamed: boolean;
}

/** What a system file says that there is on RabbitMQ. */
export interface WantedRabbit {
  readonly exchanges: readonly string[];
  readonly queues: readonly WantedQueue[];
  /** Whether the lab's own services and relay publish there, or it only looks on. */
  readonly publishes: boolean;
}

export function wantedRabbit({ topics, consumers, services }: System): WantedRabbit {
  const isStarted = (service: string): boolean => services[service]?.url === undefined;
  const isNamed = (service: string): boolean => isStarted(service) && services[service]?.lines !== false;
  return {
    exchanges: Object.keys(topics),
    queues: Object.entries(consumers).flatMap(([consumer, { service, handles }]) =>
      Object.keys(handles).map((exchange) => ({
        queue: queueOf(consumer, exchange),
        exchange,
        isNamed: isNamed(service),
      })),
    ),
    publishes: Object.keys(services).some(isStarted),
  };
}
