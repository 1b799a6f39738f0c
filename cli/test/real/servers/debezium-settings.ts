import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageFolder } from '../../../lib/package-folder.ts';

interface Places {
  /** URL of the database with the outbox. */
  readonly database: string;
  readonly rabbitmq: string;
  /** Where its health is asked for; `${NAME}` stands for an environment variable. */
  readonly port: number | string;
  /** An absolute path. */
  readonly offsets: string;
}

const composeFile = join(packageFolder, 'compose/shipments.yaml');

/** Debezium Server's settings of compose/shipments.yaml, but for where everything is. */
export async function debeziumSettings({ database, rabbitmq, port, offsets }: Places): Promise<string> {
  const settings = await composeSettings();
  const source = new URL(database);
  const sink = new URL(rabbitmq);
  const places = {
    'debezium.source.database.hostname': source.hostname,
    'debezium.source.database.port': source.port,
    'debezium.source.database.user': source.username,
    'debezium.source.database.password': decodeURIComponent(source.password),
    'debezium.source.database.dbname': source.pathname.slice(1),
    'debezium.source.offset.storage.file.filename': offsets,
    'debezium.sink.rabbitmq.connection.host': sink.hostname,
    'debezium.sink.rabbitmq.connection.port': sink.port,
    'debezium.sink.rabbitmq.connection.username': sink.username,
    'debezium.sink.rabbitmq.connection.password': sink.password,
  };
  for (const [name, value] of Object.entries(places)) {
    if (!settings.has(name)) throw new Error(`${composeFile} does not set ${name}`);
    settings.set(name, value);
  }
  settings.set('quarkus.http.host', '127.0.0.1');
  settings.set('quarkus.http.port', String(port));
  return [...settings].map(([name, value]) => `${name}=${value}\n`).join('');
}

async function composeSettings(): Promise<Map<string, string>> {
  const { configs } = parse(await readFile(composeFile, 'utf8'), { merge: true }) as {
    readonly configs: { readonly debezium: { readonly content: string } };
  };
  // A dollar sign is Compose's own, unless it is doubled.
  const lines = configs.debezium.content.split('$$').join('$').split('\n');
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    settings.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
