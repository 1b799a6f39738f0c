import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionOf } from '../keys/keymap.ts';
import { defaultConfig } from './config.ts';
import { parseConfig } from './parse.ts';
import { loadConfig } from './load.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a config file says which keys, theme and signs', () => {
  const config = parseConfig('c.yaml', 'keys: { zoom: [z] }\ntheme: light\nascii: true\nmouse: true\n');
  expect(config).toMatchObject({ theme: 'light', ascii: true, reducedMotion: false, mouse: true });
  expect(actionOf(config.keymap, 'browse', 'z')).toBe('zoom');
});

test('an empty one changes nothing', () => {
  expect(parseConfig('c.yaml', '\n')).toBe(defaultConfig);
});

test.each([
  ['keys:\n  zom: [z]\n', 'c.yaml:2:3: keys.zom: there is no action "zom"; did you mean "zoom"?'],
  ['keys: { zoom: [f] }\n', 'c.yaml:1:9: keys.zoom: f is the key of follow already'],
  ['theme: lihgt\n', 'theme must be dark | light | high-contrast | colour-safe | mono, not "lihgt"'],
  ['themes: light\n', 'unknown field "themes" in the file; did you mean "theme"?'],
  ['keys: { zoom: z }\n', 'keys.zoom must be a list, not "z"'],
])('%j is refused with file, line and fix', (text, message) => {
  expect(() => parseConfig('c.yaml', text)).toThrow(message);
});

test('the project’s own file comes before the user’s, and none is none', async () => {
  const [cwd, home] = [join(folder, 'project'), join(folder, 'home')];
  await mkdir(join(home, '.config', 'saga-lab'), { recursive: true });
  await mkdir(cwd);
  const places = { cwd, homedir: home, env: {} };
  expect(await loadConfig(places)).toBe(defaultConfig);
  await writeFile(join(home, '.config', 'saga-lab', 'config.yaml'), 'theme: mono');
  expect((await loadConfig(places)).theme).toBe('mono');
  expect(await loadConfig({ ...places, env: { XDG_CONFIG_HOME: cwd } })).toBe(defaultConfig);
  await writeFile(join(cwd, 'saga-lab.config.yaml'), 'theme: light');
  expect((await loadConfig(places)).theme).toBe('light');
});

test('one that cannot be read is told', async () => {
  const cwd = join(folder, 'odd');
  await mkdir(join(cwd, 'saga-lab.config.yaml'), { recursive: true });
  await expect(loadConfig({ cwd, homedir: folder, env: {} })).rejects.toThrow('Cannot read the config file');
});
