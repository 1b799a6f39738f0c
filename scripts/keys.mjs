// `npm run docs:keys`: writes docs/keys.md from the table of keys; a test says when it is not up to date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledModule } from './bundled-module.mjs';

const root = join(import.meta.dirname, '..');
const { keysDocument } = await bundledModule('cli/tui/keys/keys-document.ts');
writeFileSync(join(root, 'docs/keys.md'), keysDocument());
