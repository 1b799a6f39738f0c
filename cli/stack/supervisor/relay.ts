import { builtFile } from '../../lib/package-folder.ts';
import { faultsFile, linesFile, logFile } from '../lab-files.ts';
import { askHttp, getJson } from '../processes/ask.ts';
import { answersWithinMs } from './answering.ts';
import type { RelayStatus } from '../status.ts';
import { brokerEnv } from './broker-env.ts';
import { told, type Context, type Stack } from './context.ts';
import { serviceUrl } from './services.ts';

export const relayName = 'relay';

const addressVariable = { kafka: 'KAFKA_BROKERS', rabbitmq: 'RABBITMQ_URL' } as const;

/** Starts the relay once the outboxes' databases and the broker are there; resolves when every pipeline is up. */
export async function startRelay(context: Context, port: number, stack: Stack): Promise<void> {
  const pipelines = await Promise.all(
    context.plan.relayed.map(async ({ database, mapping }) => ({
      name: database,
      url: await stack.databases.get(database),
      mapping,
    })),
  );
  const broker = await stack.broker;
  const { files } = context.config;
  await told(
    context,
    relayName,
    () => serviceUrl(port),
    () =>
      context.run(
        'relay',
        {
          name: relayName,
          command: process.execPath,
          args: [builtFile('services/tram/relay/main.js')],
          cwd: files.content,
          env: {
            ...context.environment,
            ...brokerEnv(context.config.stack),
            BROKER_KIND: stack.brokerKind,
            [addressVariable[stack.brokerKind]]: broker,
            RELAY_NAME: relayName,
            RELAY_MODE: context.config.relay,
            RELAY_PIPELINES: JSON.stringify(pipelines),
            PORT: String(port),
            TRAM_LINES_FD: '3',
            TRAM_FAULTS_FILE: faultsFile(files, relayName),
            LAB_PARENT: 'stdin',
          },
          logFile: logFile(files, relayName),
          linesFile: linesFile(files, relayName),
          port,
          stop: [{ signal: 'SIGTERM', graceMs: 1000 }],
        },
        () => askHttp(healthUrl(port)),
      ),
  );
}

type Lag = NonNullable<RelayStatus['lag']>;

/** Lag over all pipelines, as the relay's health says; undefined when it does not answer. */
export async function relayLag(port: number): Promise<Lag | undefined> {
  const { status, body } = await getJson(healthUrl(port), answersWithinMs);
  return typeof status === 'number' ? sumLag(body) : undefined;
}

export function sumLag(health: string): Lag | undefined {
  try {
    const { pipelines = [] } = JSON.parse(health) as { pipelines?: readonly { lag?: Partial<Lag> }[] };
    const sum = (what: keyof Lag): number =>
      pipelines.reduce((total, { lag }) => total + (lag?.[what] ?? 0), 0);
    return { messages: sum('messages'), bytes: sum('bytes') };
  } catch {
    return undefined;
  }
}

function healthUrl(port: number): string {
  return `${serviceUrl(port)}/health`;
}
