import { open, rename } from 'node:fs/promises';
import type { Catalog } from './catalog.ts';
import type { Change, RememberedWrite } from './change.ts';
import { encodeEntry, type Entry } from './entry.ts';
import { frameRecord } from './record.ts';

const chunkBytes = 1024 * 1024;

/** The state as a list of entries that rebuild it. Documents never change, so the list stays what it was. */
export function entriesOf(catalog: Catalog, remembered: Iterable<RememberedWrite>, ts: bigint): Entry[] {
  const entries: Entry[] = [];
  for (const database of catalog.databases.values())
    for (const collection of database.values()) {
      const common = { ts, wallMs: 0, ns: collection.ns };
      const changes: Change[] = [{ ...common, op: 'create' }];
      for (const index of collection.indexes)
        changes.push({ ...common, op: 'createIndex', index: index.toDoc() });
      for (const document of collection.documents()) changes.push({ ...common, op: 'insert', document });
      for (const change of changes) entries.push({ changes: [change] });
    }
  for (const write of remembered) entries.push({ changes: [], remembered: write });
  return entries;
}

/** Writes beside the final name and renames, so that a file of that name is whole. Resolves to its size in bytes. */
export async function writeSnapshot(path: string, entries: readonly Entry[]): Promise<number> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'w');
  let size = 0;
  try {
    let chunk: Buffer[] = [];
    let pending = 0;
    for (const entry of entries) {
      const record = frameRecord(encodeEntry(entry));
      chunk.push(record);
      pending += record.length;
      if (pending < chunkBytes) continue;
      await file.writeFile(Buffer.concat(chunk));
      size += pending;
      [chunk, pending] = [[], 0];
    }
    await file.writeFile(Buffer.concat(chunk));
    size += pending;
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  return size;
}
