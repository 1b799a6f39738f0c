// `npm run bench:tui`: bundles cli/test/bench/tui.ts beside its packages, runs it, and takes the bundle away.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, 'dist/bench-tui.mjs');
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/test/bench/tui.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
  });
  process.exitCode = spawnSync(process.execPath, [outfile], { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(outfile, { force: true });
}
