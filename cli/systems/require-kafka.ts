import { UsageError } from '../lib/errors.ts';
import type { System } from './system.ts';

/** @throws UsageError on RabbitMQ, which keeps no topics that `what` could read afterwards */
export function requireKafka(broker: System['broker'], what: string): void {
  if (broker === 'kafka') return;
  throw new UsageError(
    `${what} reads whole topics and how far each group has come, and RabbitMQ keeps neither: it needs a lab on Kafka. ` +
      'Scenarios can be run on RabbitMQ as often as you like: saga-lab run --all --repeat-each 100',
  );
}
