import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findScenarios } from '../../scenario/catalog.ts';
import { story } from '../../scenario/testing/story.ts';
import { loadSystem } from '../../systems/load.ts';
import { scenariosFor } from './scenarios-for.ts';

const system = await loadSystem('services/customers-and-orders/system.yaml');
const cwd = process.cwd();

test('all scenarios of the system are offered, with what they will do', async () => {
  const offered = await scenariosFor(cwd, [system]).scenarios;
  const [approve] = await findScenarios(['approve'], cwd);
  expect(offered.find(({ id }) => id === approve!.id)?.plan.steps).toHaveLength(
    approve!.scenario.steps.length,
  );
  expect(new Set(offered.map(({ id }) => id.split('/')[0]))).toEqual(new Set(['customers-and-orders']));
});

test('one that was named by its file is offered too, though no catalog has it, and read again when it is run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scenarios-for-'));
  try {
    const file = join(folder, 'mine.yaml');
    const text = story.replace(/^name: .*$/m, 'name: mine');
    await writeFile(file, text);
    const { scenarios, findScenario } = scenariosFor(cwd, [system], await findScenarios([file], cwd));
    expect((await scenarios)[0]?.id).toBe('customers-and-orders/mine');
    await writeFile(file, `about: Changed meanwhile.\n${text}`);
    const { scenario } = await findScenario('customers-and-orders/mine');
    expect(scenario.about).toBe('Changed meanwhile.');
    expect((await findScenario('approve')).id).toBe('customers-and-orders/approve');
  } finally {
    await rm(folder, { recursive: true });
  }
});
