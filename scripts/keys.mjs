// `npm run docs:keys`: writes docs/keys.md from the table of keys; a test says when it is not up to date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['cli/tui/keys/keys-document.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const { keysDocument } = await import(`data:text/javascript;base64,${btoa(outputFiles[0].text)}`);
writeFileSync(join(root, 'docs/keys.md'), keysDocument());
