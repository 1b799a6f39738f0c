import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** A module of the sources, for a script to use: it needs no build. Bundled to where its packages are found from. */
export async function bundledModule(path) {
  const outfile = join(root, 'node_modules/.cache', `${basename(path)}-${process.pid}.mjs`);
  const options = { bundle: true, format: 'esm', platform: 'node', packages: 'external' };
  await build({ absWorkingDir: root, entryPoints: [path], outfile, ...options });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile);
  }
}
