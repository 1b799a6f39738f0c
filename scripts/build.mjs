// Bundles every process to dist/ and copies what is read there: silent and write-free when dist is already fresh,
// because npm runs `prepare` again for `npx saga-lab` in a clone when it does so there for the first time.
import { execFileSync } from 'node:child_process';
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
import { bundle } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist/.built');
const folders = ['cli', 'services'];
/** What becomes a file at its own place; all they share is in dist/chunks. Programs of tests are not packed. */
const entry = /(\/main\.ts|^services\/tram\/index\.ts|\/testdata\/[^/]+\.ts)$/;
const copied = /(\.(yaml|sql)|\/client\/[^/]+\.(mjs|css))$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const sources = folders.flatMap((folder) => [...files(join(root, folder))]);
const settings = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs', 'scripts/bundle.mjs'];

function fresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return [...sources, ...settings.map((file) => join(root, file))].every(
    (file) => statSync(file).mtimeMs <= built,
  );
}

if (!fresh()) {
  const started = new Date();
  const ours = sources.map((file) => relative(root, file));
  const made = new Set(
    await bundle(
      root,
      ours.filter((file) => entry.test(file)),
    ),
  );
  for (const file of ours.filter((path) => copied.test(path))) {
    const target = join('dist', file);
    mkdirSync(dirname(join(root, target)), { recursive: true });
    cpSync(join(root, file), join(root, target));
    made.add(target);
  }
  const page = 'dist/cli/saga-lab.1';
  writeFileSync(join(root, page), execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), 'man']));
  made.add(page);
  // Only now, and nothing else: a process that runs may still load what it was built with.
  for (const output of [...folders, 'chunks'].flatMap((folder) => [...files(join(root, 'dist', folder))]))
    if (!made.has(relative(root, output))) rmSync(output);
  chmodSync(join(root, 'dist/cli/main.js'), 0o755);
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}
