// Compiles to dist/ and copies what tsc does not: incremental, and silent and write-free when dist is already fresh,
// because npm runs `prepare` again for `npx saga-lab` in a clone when it does so there for the first time.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist/.built');
const copied = /(\.(yaml|sql)|\/client\/[^/]+\.(mjs|css))$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const sources = ['cli', 'services'].flatMap((folder) => [...files(join(root, folder))]);
const inputs = [
  ...sources,
  ...['package.json', 'tsconfig.json', 'tsconfig.build.json'].map((f) => join(root, f)),
];

function fresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return inputs.every((file) => statSync(file).mtimeMs <= built);
}

if (!fresh()) {
  const started = new Date();
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const compile = [tsc, '-p', join(root, 'tsconfig.build.json')];
  const { status } = spawnSync(process.execPath, compile, { stdio: 'inherit', cwd: root });
  // What is wrong has been said: a stack trace of this script would only hide it.
  if (status !== 0) process.exit(status ?? 1);
  for (const file of sources.filter((f) => copied.test(f))) {
    const target = join(root, 'dist', relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
  for (const output of ['cli', 'services'].flatMap((folder) => [...files(join(root, 'dist', folder))])) {
    const source = join(root, relative(join(root, 'dist'), output).replace(/\.js(\.map)?$/, '.ts'));
    if (!existsSync(source)) rmSync(output);
  }
  const bin = join(root, 'dist/cli/main.js');
  if (existsSync(bin)) chmodSync(bin, 0o755);
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}
