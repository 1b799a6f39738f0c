import type { Lab } from '../../stack/lab.ts';
import type { SessionInfo } from '../state/look.ts';

/** Where its servers are, which of its processes can be driven, and how its relay learns what committed. */
export async function drivenIn(
  lab: Lab,
): Promise<Pick<SessionInfo, 'endpoints' | 'processes' | 'relayMode'>> {
  const { services, databases, broker } = lab;
  const { relays, databases: servers, brokers } = await lab.status();
  const own = [...servers, ...brokers].filter(({ pid }) => pid !== null).map(({ kind }) => processOf[kind]);
  const names = [...Object.keys(services), ...relays.map(({ name }) => name), ...own];
  const [relay] = relays;
  return {
    endpoints: { services, databases, broker },
    processes: [...new Set(names)],
    ...(relay && { relayMode: relay.mode }),
  };
}

/** What a lab calls the processes of its servers. */
export const processOf = {
  postgres: 'postgres',
  mongodb: 'mongo',
  kafka: 'kafka',
  rabbitmq: 'rabbitmq',
} as const;
