import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dropDatabases } from './embedded/postgres/databases.ts';
import type { LabFiles } from './lab-files.ts';

/** Written and read by saga-lab alone. */
interface Note {
  readonly postgres: string;
  readonly mongodb: string;
  readonly databases: readonly { readonly kind: 'postgres' | 'mongodb'; readonly own: string }[];
}

function noteFile(files: LabFiles): string {
  return join(files.content, 'external.json');
}

/** Writes down what a lab makes on servers that are not its own. The file is for its owner only: it holds passwords. */
export async function noteExternal(
  files: LabFiles,
  servers: Pick<Note, 'postgres' | 'mongodb'>,
  databases: Note['databases'],
): Promise<void> {
  const note: Note = {
    postgres: servers.postgres,
    mongodb: servers.mongodb,
    databases: databases.map(({ kind, own }) => ({ kind, own })),
  };
  await writeFile(noteFile(files), JSON.stringify(note), { mode: 0o600 });
}

/** Drops what the note names, if there is one. Topics stay: nobody can say who else uses them. */
export async function dropExternal(files: LabFiles): Promise<void> {
  const text = await readFile(noteFile(files), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return;
  const { postgres, mongodb, databases } = JSON.parse(text) as Note;
  const ofKind = (kind: string): string[] =>
    databases.filter((each) => each.kind === kind).map(({ own }) => own);
  if (ofKind('postgres').length > 0) await dropDatabases(postgres, ofKind('postgres'));
  if (ofKind('mongodb').length > 0) await dropMongo(mongodb, ofKind('mongodb'));
}

async function dropMongo(url: string, names: readonly string[]): Promise<void> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 });
  try {
    for (const name of names) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
