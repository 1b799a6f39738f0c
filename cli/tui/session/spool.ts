import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson, stringifyJson } from '../../../services/tram/index.ts';
import type { Moment } from '../ledger/ledger.ts';

/** Moments that memory has let go of, in files of their own, which go when the screen does. */
export interface Spool {
  /** Resolves when the moments are on disk. */
  write(name: string, moments: readonly Moment[]): Promise<void>;
  read(name: string): Promise<readonly Moment[]>;
  close(): Promise<void>;
}

export function createSpool(parent: string = tmpdir()): Spool {
  let folder: Promise<string> | undefined;
  const opened = () => (folder ??= mkdtemp(join(parent, 'saga-lab-spool-')));
  return {
    async write(name, moments) {
      const lines = moments.map((moment) => `${stringifyJson(moment)}\n`).join('');
      await writeFile(join(await opened(), name), lines, { mode: 0o600 });
    },
    async read(name) {
      const text = await readFile(join(await opened(), name), 'utf8');
      return text.split('\n').flatMap((line) => (line === '' ? [] : [parseJson(line) as Moment]));
    },
    async close() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
