import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { builtFile } from '../../lib/package-folder.ts';
import { pingKafka, pingMongo } from '../embedded/ping.ts';
import { logFile } from '../lab-files.ts';
import type { Look } from '../processes/ask.ts';
import { told, type Context, type Stack } from './context.ts';
import { startPostgres } from './embedded-postgres.ts';
import { createTopics } from './topics.ts';

const labels = {
  kafka: 'embedded broker, not Apache Kafka',
  rabbitmq: 'embedded broker, not Apache Kafka, in place of RabbitMQ',
} as const;

/** The servers that come with saga-lab, each a process of its own; only those that the systems need. */
export function embeddedStack(context: Context): Stack {
  const { databases } = context.plan;
  const named = (kind: string): string[] =>
    databases.filter((database) => database.kind === kind).map(({ name }) => name);
  return {
    label: labels[context.plan.broker],
    brokerKind: 'kafka',
    broker: startKafka(context),
    databases: new Map([
      ...shared(named('postgres'), (names) => startPostgres(context, names)),
      ...shared(named('mongodb'), (names) => startMongo(context, names)),
    ]),
  };
}

type Urls = Readonly<Record<string, string>>;

/** One server start, awaited by each of its databases. */
function shared(
  names: readonly string[],
  start: (names: readonly string[]) => Promise<Urls>,
): [string, Promise<string>][] {
  if (names.length === 0) return [];
  const urls = start(names);
  return names.map((name) => [name, urls.then((all) => all[name] ?? '')]);
}

function startKafka(context: Context): Promise<string> {
  return told(context, 'kafka', String, async () => {
    const port = await runNodeServer(context, 'kafka', pingKafka);
    const broker = `127.0.0.1:${port}`;
    await createTopics({ address: broker }, context.plan.topics);
    return broker;
  });
}

function startMongo(context: Context, names: readonly string[]): Promise<Urls> {
  const first = (urls: Urls): string => Object.values(urls)[0] ?? '';
  return told(context, 'mongo', first, async () => {
    const port = await runNodeServer(context, 'mongo', pingMongo);
    return Object.fromEntries(
      names.map((name) => [name, `mongodb://127.0.0.1:${port}/${name}?directConnection=true`]),
    );
  });
}

/** Resolves with its port once it is ready. */
async function runNodeServer(
  context: Context,
  name: 'kafka' | 'mongo',
  ping: (port: number) => ReturnType<Look>,
): Promise<number> {
  const { files } = context.config;
  const data = join(files.data, name);
  await mkdir(data, { recursive: true, mode: 0o700 });
  return context.onFreePort(name, async (port) => {
    const spec = {
      name,
      command: process.execPath,
      args: [builtFile(`cli/stack/embedded/${name}/main.js`)],
      cwd: files.content,
      env: {
        ...context.environment,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: data,
        LAB_PARENT: 'stdin',
      },
      logFile: logFile(files, name),
      port,
      stop: [{ signal: 'SIGTERM', graceMs: 1500 }],
    } as const;
    await context.run('server', spec, () => ping(port));
    return port;
  });
}
