import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** Where saga-lab keeps its files: labs in `state`, what can be made again in `cache`. */
export interface LabHome {
  readonly state: string;
  readonly cache: string;
}

/** SAGA_LAB_HOME moves everything; else the XDG folders (XDG Base Directory Specification 0.8: relative values are ignored). */
export function labHome(env: Readonly<Record<string, string | undefined>>, homedir: string): LabHome {
  const own = env['SAGA_LAB_HOME'];
  if (own) return { state: resolve(own), cache: resolve(own, 'cache') };
  return {
    state: join(absolute(env['XDG_STATE_HOME']) ?? join(homedir, '.local', 'state'), 'saga-lab'),
    cache: join(absolute(env['XDG_CACHE_HOME']) ?? join(homedir, '.cache'), 'saga-lab'),
  };
}

/** What the last run from this folder came to: each folder has its own. */
export function lastRunFile({ state }: LabHome, folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(state, 'last-run', `${name}.json`);
}

function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') ? path : undefined;
}
