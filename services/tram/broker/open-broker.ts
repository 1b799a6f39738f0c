import type { Broker } from './broker.ts';
import { kafkaBroker } from './kafka/kafka-broker.ts';
import type { KafkaOptions } from './kafka/kafka-client.ts';
import { rabbitBroker, type RabbitOptions } from './rabbitmq/rabbit-broker.ts';

export const brokerKinds = ['kafka', 'rabbitmq'] as const;
export type BrokerKind = (typeof brokerKinds)[number];

export type BrokerChoice =
  ({ readonly kind: 'kafka' } & KafkaOptions) | ({ readonly kind: 'rabbitmq' } & RabbitOptions);

/** The adapter that was asked for. */
export function openBroker(choice: BrokerChoice): Broker {
  return choice.kind === 'kafka' ? kafkaBroker(choice) : rabbitBroker(choice);
}

/** `host:port`, several divided by commas. */
export const kafkaBrokersShape = /^[^,\s:]+:\d+(,[^,\s:]+:\d+)*$/;
export const rabbitUrlShape = /^amqps?:\/\/[^/?\s]+/;
