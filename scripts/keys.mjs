// `npm run docs:keys`: writes docs/keys.md from the table of keys, as it was built last.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysDocument } from '../dist/cli/tui/keys/keys-document.js';

writeFileSync(join(import.meta.dirname, '../docs/keys.md'), keysDocument());
