import { faultsFile, linesFile, logFile } from '../lab-files.ts';
import { askHttp } from '../processes/ask.ts';
import { told, type Context, type Stack } from './context.ts';
import type { PlannedService } from './plan.ts';
import { referencesOf, renderEnv } from './render-env.ts';

/** So long a group waits for a member that was killed. Apache Kafka refuses less than 6 s, our own broker does not. */
const sessionTimeoutMs = '3000';

/**
 * Starts a service as soon as what its environment names is there; resolves when its health URL says so. Other services are
 * named by the ports that are theirs, whether they are up or not: who calls them has to bear that they are down.
 */
export async function startService(
  context: Context,
  service: PlannedService,
  ports: ReadonlyMap<string, number>,
  stack: Stack,
): Promise<void> {
  const port = ports.get(service.name) ?? 0;
  const provided = new Map<string, string | Promise<string>>([
    ['broker', stack.broker],
    ['broker.kind', stack.brokerKind],
    ...[...ports].map(([name, own]) => [`services.${name}`, serviceUrl(own)] as const),
    ...[...stack.databases].map(([name, url]) => [`databases.${name}`, url] as const),
  ]);
  const values = new Map<string, string>();
  for (const name of referencesOf(service.env)) {
    const value = await provided.get(name);
    if (value !== undefined) values.set(name, value);
  }
  const { files } = context.config;
  const url = serviceUrl(port);
  const [program = '', ...args] = service.command;
  await told(
    context,
    service.name,
    () => url,
    () =>
      context.run(
        'service',
        {
          name: service.name,
          command: program === 'node' ? process.execPath : program,
          args,
          cwd: service.folder,
          env: {
            ...context.environment,
            ...renderEnv(service.env, values),
            PORT: String(port),
            SERVICE_NAME: service.name,
            TRAM_LINES_FD: '3',
            TRAM_FAULTS_FILE: faultsFile(files, service.name),
            ...(context.config.stack.kind === 'embedded' && { KAFKA_SESSION_TIMEOUT_MS: sessionTimeoutMs }),
            LAB_PARENT: 'stdin',
          },
          logFile: logFile(files, service.name),
          linesFile: linesFile(files, service.name),
          port,
          ownGroup: true,
          stop: [{ signal: 'SIGTERM', graceMs: 2000 }],
        },
        () => askHttp(`${url}${service.health}`),
      ),
  );
}

export function serviceUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}
