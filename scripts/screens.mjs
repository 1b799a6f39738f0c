// `npm run docs:screens`: draws docs/screens from the shipped recordings; a test says when they are not up to date.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledModule } from './bundled-module.mjs';

const root = join(import.meta.dirname, '..');
const { drawPicture, pictures } = await bundledModule('cli/tui/picture/pictures.ts');
const { readRecording } = await bundledModule('cli/runs/read/read-recording.ts');
mkdirSync(join(root, 'docs/screens'), { recursive: true });
for (const picture of pictures) {
  const recording = await readRecording(join(root, 'docs/runs', `${picture.run}.sagarun`));
  writeFileSync(join(root, 'docs/screens', picture.file), drawPicture(picture, recording));
}
