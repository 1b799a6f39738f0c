import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../lib/package-folder.ts';

/** The compose file that comes with a system; undefined for a system that has none. */
export function bundledComposeFile(system: string): string | undefined {
  const file = join(packageFolder, 'compose', `${system}.yaml`);
  return existsSync(file) ? file : undefined;
}
