import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import { systemSchema, type System } from './system.ts';

export interface LoadedSystem {
  readonly system: System;
  /** Absolute path of the file; commands run in its folder. */
  readonly file: string;
  readonly folder: string;
}

export async function loadSystem(file: string): Promise<LoadedSystem> {
  const text = await readFile(file, 'utf8');
  const system = systemSchema.parse(parse(text, { merge: true }));
  return { system, file, folder: dirname(file) };
}
