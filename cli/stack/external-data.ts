import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError, toError } from '../lib/errors.ts';
import { dropDatabases } from './embedded/postgres/databases.ts';
import type { LabFiles } from './lab-files.ts';

type Kind = 'postgres' | 'mongodb';

/** What a lab made on a server that is not its own. Written and read by saga-lab alone. */
interface Note {
  readonly server: string;
  readonly databases: readonly string[];
}

const dropOn: Readonly<Record<Kind, (server: string, databases: readonly string[]) => Promise<void>>> = {
  postgres: dropDatabases,
  mongodb: dropMongo,
};

/** Called before the databases are made. The file is for its owner only: the URL holds a password. */
export async function noteExternal(files: LabFiles, kind: Kind, note: Note): Promise<void> {
  await writeFile(noteFile(files, kind), JSON.stringify(note), { mode: 0o600 });
}

/** Drops what the notes name, if there are any. Topics stay: nobody can say who else uses them. */
export async function dropExternal(files: LabFiles): Promise<void> {
  for (const kind of ['postgres', 'mongodb'] as const) {
    const file = noteFile(files, kind);
    const text = await readFile(file, 'utf8').catch(undefinedIfMissing);
    if (text === undefined) continue;
    const { server, databases } = JSON.parse(text) as Note;
    await dropOn[kind](server, databases).catch((thrown: unknown) => {
      throw new StackError(
        `The lab's ${kind} databases (${databases.join(', ')}) cannot be dropped: ${toError(thrown).message}. ` +
          `Let their server run, or drop them yourself and remove ${file}.`,
        { cause: thrown },
      );
    });
  }
}

function noteFile(files: LabFiles, kind: Kind): string {
  return join(files.content, `external-${kind}.json`);
}

async function dropMongo(url: string, names: readonly string[]): Promise<void> {
  const { MongoClient } = (await import('mongodb')).default;
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 });
  try {
    for (const name of names) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
