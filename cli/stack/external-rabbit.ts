import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError, toError } from '../lib/errors.ts';
import type { LabFiles } from './lab-files.ts';
import { deleteTopology, type Topology } from './rabbit-topology.ts';

/** What a lab made on a RabbitMQ server that is not its own. Written and read by saga-lab alone. */
interface Note extends Topology {
  readonly server: string;
}

/**
 * Called before they are made, with those that are not there yet: what was there is somebody else's. Those of an
 * earlier start of the lab stay noted. The file is for its owner only: the URL holds a password.
 */
export async function noteRabbit(files: LabFiles, server: string, made: Topology): Promise<void> {
  const before = await read(files);
  const known = before?.server === server ? before : undefined;
  const together = (what: keyof Topology) => [...new Set([...(known?.[what] ?? []), ...made[what]])];
  const note: Note = { server, exchanges: together('exchanges'), queues: together('queues') };
  await writeFile(noteFile(files), JSON.stringify(note), { mode: 0o600 });
}

/** Deletes what the note names, if there is one. @throws StackError */
export async function dropRabbit(files: LabFiles): Promise<void> {
  const note = await read(files);
  if (note === undefined) return;
  const { server, exchanges, queues } = note;
  await deleteTopology(server, note).catch((thrown: unknown) => {
    throw new StackError(
      `The lab's queues (${queues.join(', ')}) and exchanges (${exchanges.join(', ')}) cannot be deleted: ${toError(thrown).message}. ` +
        `Let RabbitMQ run, or delete them yourself and remove ${noteFile(files)}.`,
      { cause: thrown },
    );
  });
}

function noteFile(files: LabFiles): string {
  return join(files.content, 'external-rabbitmq.json');
}

async function read(files: LabFiles): Promise<Note | undefined> {
  try {
    return JSON.parse(await readFile(noteFile(files), 'utf8')) as Note;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}
