import type { Lab } from '../../stack/lab.ts';
import { type BrokerStatus, type DatabaseStatus, processOf } from '../../stack/status.ts';
import type { SessionInfo } from '../state/look.ts';

/** Where its servers are, which of its processes can be driven, and how its relay learns what committed. */
export async function drivenIn(
  lab: Lab,
): Promise<Pick<SessionInfo, 'endpoints' | 'processes' | 'relayMode'>> {
  const { services, databases, broker, management } = lab;
  const { relays, databases: servers, brokers } = await lab.status();
  const own = [...servers, ...brokers]
    .filter(({ pid, container }) => pid !== null || container !== null)
    .map((server) => serverProcess(server, servers));
  const names = [...Object.keys(services), ...relays.map(({ name }) => name), ...own];
  const [relay] = relays;
  return {
    endpoints: { services, databases, broker, ...(management !== undefined && { management }) },
    processes: [...new Set(names)],
    ...(relay && { relayMode: relay.mode }),
  };
}

/** As a server is driven: by its kind, or by its database where each has a container of its own. */
export function serverProcess(
  { name, kind }: Pick<DatabaseStatus | BrokerStatus, 'name' | 'kind'>,
  databases: readonly DatabaseStatus[],
): string {
  const alike = databases.filter((each) => each.kind === kind).map(({ container }) => container);
  return new Set(alike).size > 1 ? name : processOf[kind];
}
