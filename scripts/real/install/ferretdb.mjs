import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.mjs';
import { need, run } from '../programs.mjs';

const version = 'v1.24.2';

/** Built from source: no registry here has it ready. Takes one to two minutes, once. */
export async function ferretdb() {
  const folder = await cached(`ferretdb-${version}`, (target) => {
    const go = need('go', 'Install Go 1.22 or newer (https://go.dev/dl), or leave ferretdb out.');
    const module = JSON.parse(
      run(go, ['mod', 'download', '-json', `github.com/FerretDB/FerretDB@${version}`]),
    );
    const source = join(target, 'source');
    cpSync(module.Dir, source, { recursive: true });
    run('chmod', ['-R', 'u+w', source]);
    writeFileSync(join(source, 'build/version/version.txt'), version);
    const env = { ...process.env, CGO_ENABLED: '0' };
    run(go, ['build', '-o', join(target, 'built'), './cmd/ferretdb'], { cwd: source, env });
    rmSync(source, { recursive: true });
    renameSync(join(target, 'built'), join(target, 'ferretdb'));
  });
  return { REAL_FERRETDB: join(folder, 'ferretdb') };
}
