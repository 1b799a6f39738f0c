import { readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { checkScenario } from '../cli/scenario/check.ts';
import { loadScenario } from '../cli/scenario/load.ts';
import { bundledSystems, counterexamples } from '../cli/systems/bundled.ts';
import { loadSystem } from '../cli/systems/load.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.yaml'),
);

test.each(files)('%s is valid, named after its file and about something', async (file) => {
  const loaded = await loadScenario(join(folder, file));
  const { system } = await loadSystem(bundledSystems().get(loaded.scenario.system)!);
  checkScenario(loaded, system);
  // A folder within the system's sorts stories, and is no part of their names.
  expect(`${loaded.id}.yaml`).toBe(join(file.split(sep)[0] ?? '', basename(file)));
  expect(loaded.scenario.about).not.toBe('');
});

test('every system that comes with the lab has stories for CI', async () => {
  const loaded = await Promise.all(files.map((file) => loadScenario(join(folder, file))));
  const smoke = loaded.filter(({ scenario }) => scenario.tags.includes('smoke'));
  const sound = [...bundledSystems().keys()].filter((name) => !counterexamples.has(name));
  expect(new Set(smoke.map(({ scenario }) => scenario.system))).toEqual(new Set(sound));
});
