import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debeziumSettings } from './debezium-settings.ts';
import { startRealServer, type RealServer } from './real-server.ts';
import { tool } from './tool.ts';

export interface DebeziumPlaces {
  /** URL of the database with the outbox, whose table is there. */
  readonly database: string;
  /** Its exchange is there. */
  readonly rabbitmq: string;
}

/** Debezium Server between an outbox and RabbitMQ, as compose/shipments.yaml has it; resolves when its health is good. */
export async function startDebezium(places: DebeziumPlaces): Promise<RealServer> {
  const [command = '', ...args] = await debeziumCommand();
  return startRealServer({
    name: 'debezium-server',
    command,
    args: async (folder, port) => {
      await writeDebeziumSettings(folder, { ...places, port });
      return args;
    },
    ask: async (port) => {
      const { status } = await fetch(`http://127.0.0.1:${port}${debeziumHealth}`);
      if (status !== 200) throw new Error(`it answers ${status}`);
    },
  });
}

export const debeziumHealth = '/q/health';

/** To be run in the folder of its settings. */
export async function debeziumCommand(): Promise<string[]> {
  const folder = tool('REAL_DEBEZIUM');
  const runner = (await readdir(folder)).find((name) => name.endsWith('-runner.jar'));
  if (runner === undefined) throw new Error(`${folder} has no -runner.jar`);
  const jars = [join(folder, runner), join(folder, 'lib/*')].join(':');
  return [
    join(tool('REAL_JAVA_21'), 'bin/java'),
    '-Xmx192m',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    jars,
    'io.debezium.server.Main',
  ];
}

/** `port`: `${NAME}` stands for an environment variable. */
export async function writeDebeziumSettings(
  folder: string,
  places: DebeziumPlaces & { readonly port: number | string },
): Promise<void> {
  await mkdir(join(folder, 'config'));
  const settings = await debeziumSettings({ ...places, offsets: join(folder, 'offsets.dat') });
  await writeFile(join(folder, 'config/application.properties'), settings);
}
