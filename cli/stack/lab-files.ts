import { join } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import type { LabHome } from './paths.ts';

/** Where the files of one lab are. All paths are absolute if the home is. */
export interface LabFiles {
  readonly folder: string;
  /** Who runs it and how to talk to it; there while it runs. */
  readonly state: string;
  readonly lock: string;
  /** Data, logs and lines: what `down --purge` removes. */
  readonly content: string;
  readonly data: string;
  readonly logs: string;
  readonly lines: string;
  readonly faults: string;
}

const valid = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** An ephemeral lab has its own content, so that it cannot take away what a kept one of the same name left. */
export function labFiles(name: string, home: LabHome, ephemeral: boolean): LabFiles {
  if (!valid.test(name))
    throw new UsageError(
      `Lab name "${name}" is not valid: up to 40 lower-case letters, digits and dashes, e.g. "default".`,
    );
  const folder = join(labsFolder(home), name);
  const content = join(folder, ephemeral ? 'once' : 'kept');
  return {
    folder,
    state: join(folder, 'state.json'),
    lock: join(folder, 'start.lock'),
    content,
    data: join(content, 'data'),
    logs: join(content, 'logs'),
    lines: join(content, 'lines'),
    faults: join(content, 'faults'),
  };
}

export function labsFolder(home: LabHome): string {
  return join(home.state, 'labs');
}

export function logFile(files: LabFiles, process: string): string {
  return join(files.logs, `${process}.log`);
}

export function linesFile(files: LabFiles, process: string): string {
  return join(files.lines, `${process}.jsonl`);
}

/** Through which a service or relay of the lab is told its faults. */
export function faultsFile(files: LabFiles, process: string): string {
  return join(files.faults, `${process}.json`);
}
