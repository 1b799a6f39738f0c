// `npm run docs:runs`: records the runs that are shipped in docs/runs anew, each in a lab of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledModule } from './bundled-module.mjs';

const root = join(import.meta.dirname, '..');
const { shippedRuns } = await bundledModule('cli/runs/shipped-names.ts');
const home = mkdtempSync(join(tmpdir(), 'saga-lab-docs-'));
const env = { ...process.env, SAGA_LAB_HOME: home };
try {
  for (const name of shippedRuns) {
    const args = ['run', name, '--reporter', 'dot', '--record-to', `docs/runs/${name}.sagarun`];
    execFileSync(process.execPath, ['dist/cli/main.js', ...args], { cwd: root, env, stdio: 'inherit' });
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
