import { askHttp } from '../processes/ask.ts';
import type { RelayMode, RelayStatus } from '../status.ts';
import type { Plan } from '../supervisor/plan.ts';
import { relayLag, relayName } from '../supervisor/relay.ts';
import type { Container } from './container.ts';

/** What relays in a project: the lab calls it `relay`, whatever its container is called. */
export interface RelayContainer {
  /** Its name in the compose file. */
  readonly service: string;
  readonly by: 'lab' | 'debezium';
}

const debeziumName = 'debezium-server';

/** The lab's own relay, or Debezium Server where the systems are made for it. Undefined: nobody relays, or who does is not known. */
export function relayContainer(
  { relayed }: Pick<Plan, 'relayed'>,
  services: readonly string[],
): RelayContainer | undefined {
  if (relayed.length === 0) return undefined;
  if (services.includes(relayName)) return { service: relayName, by: 'lab' };
  const isMadeForIt = relayed.every(({ by }) => by === 'debezium');
  return isMadeForIt && services.includes(debeziumName)
    ? { service: debeziumName, by: 'debezium' }
    : undefined;
}

/** Debezium reads the write-ahead log, whatever the lab's relay would do. */
export function modeOf(relay: RelayContainer | undefined, wanted: RelayMode): RelayMode {
  return relay?.by === 'debezium' ? 'wal' : wanted;
}

export interface RelayAnswer {
  readonly answers: boolean;
  readonly lag: RelayStatus['lag'];
}

/** What it says of itself; `before`: how far it was behind when it last said so. Debezium does not say. */
export async function askRelay(
  relay: RelayContainer | undefined,
  containers: readonly Container[],
  before: RelayStatus['lag'],
): Promise<RelayAnswer> {
  const port = containers
    .find(({ service }) => service === relay?.service)
    ?.ports.values()
    .next().value;
  if (relay?.by === 'debezium') return { answers: port !== undefined && (await isWell(port)), lag: null };
  const lag = port === undefined ? undefined : await relayLag(port);
  return { answers: lag !== undefined, lag: lag ?? before };
}

async function isWell(port: number): Promise<boolean> {
  return (await askHttp(`http://127.0.0.1:${port}/q/health`)) === undefined;
}
