import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's own folder, from its sources as from dist/, where bundling has moved every module but the entries. */
export const packageFolder = nearestPackage(dirname(fileURLToPath(import.meta.url)));

/** Where the files lie that run from here: beside the sources in tests, in dist/ else. */
export const runningFolder = import.meta.url.endsWith('.ts') ? packageFolder : join(packageFolder, 'dist');

/** A built program: tests run the sources, but a process always runs the built files. */
export function builtFile(path: string): string {
  return join(packageFolder, 'dist', path);
}

function nearestPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : nearestPackage(dirname(folder));
}
