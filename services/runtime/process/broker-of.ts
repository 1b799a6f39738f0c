import type { BrokerChoice } from '../../tram/index.ts';
import type { ServiceEnv } from './service-env.ts';

/** The broker that the environment names. */
export function brokerOf(env: ServiceEnv): BrokerChoice {
  const { SERVICE_NAME: clientId, BROKER_KIND: kind, KAFKA_BROKERS = '', RABBITMQ_URL = '' } = env;
  if (kind === 'rabbitmq') return { kind, url: RABBITMQ_URL, clientId };
  const sessionTimeoutMs = env.KAFKA_SESSION_TIMEOUT_MS;
  return { kind, brokers: KAFKA_BROKERS.split(','), clientId, sessionTimeoutMs };
}
