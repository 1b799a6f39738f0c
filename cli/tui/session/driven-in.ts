import type { Lab } from '../../stack/lab.ts';
import type { SessionInfo } from '../state/look.ts';

/** Where its servers are, and which of its processes can be driven. */
export async function drivenIn(lab: Lab): Promise<Pick<SessionInfo, 'endpoints' | 'processes'>> {
  const { services, databases, broker } = lab;
  const { relays, databases: servers, brokers } = await lab.status();
  const own = [...servers, ...brokers].filter(({ pid }) => pid !== null).map(({ kind }) => processOf[kind]);
  const names = [...Object.keys(services), ...relays.map(({ name }) => name), ...own];
  return { endpoints: { services, databases, broker }, processes: [...new Set(names)] };
}

/** What a lab calls the processes of its servers. */
export const processOf = {
  postgres: 'postgres',
  mongodb: 'mongo',
  kafka: 'kafka',
  rabbitmq: 'rabbitmq',
} as const;
