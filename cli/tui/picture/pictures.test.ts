import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../lib/package-folder.ts';
import { readRecording } from '../../runs/read/read-recording.ts';
import { shippedRun } from '../../runs/shipped.ts';
import { drawPicture, pictures, type Picture } from './pictures.ts';

const folder = join(packageFolder, 'docs/screens');

async function drawn(picture: Picture): Promise<string> {
  return drawPicture(picture, await readRecording(shippedRun(picture.run)));
}

test.each(pictures)('docs/screens/$file is what `npm run docs:screens` makes', async (picture) => {
  expect(await readFile(join(folder, picture.file), 'utf8')).toBe(await drawn(picture));
});

test('there is no picture that nobody makes', async () => {
  expect((await readdir(folder)).toSorted()).toEqual(pictures.map(({ file }) => file).toSorted());
});

test('each shows what its description says', async () => {
  const [wide, small, crash] = await Promise.all(pictures.map(drawn));
  for (const pane of ['3 outbox', '4 topics', '2 sagas', '5 documents', '6 chain'])
    expect(wide).toContain(`>${pane}<`);
  expect(small).toContain('>[4 topics]<');
  expect(crash).toContain('crash at relay.Ord');
  expect(crash).toContain('>lesson ');
});
