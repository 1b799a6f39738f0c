import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { exitCode, toError, UsageError } from '../lib/errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { readCatalog } from '../scenario/catalog.ts';
import type { CommandContext } from './context.ts';
import { scenarioTemplate } from './scenario-template.ts';
import { loadSystems } from './systems-option.ts';

/** Writes a scenario that can be run as it is; never over a file that is there. */
export async function newScenario(
  context: CommandContext,
  name: string,
  flags: { system: string },
): Promise<number> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new UsageError(
      `A scenario's name is made of lower-case letters, digits and dashes, not "${name}".`,
    );
  const [loaded] = await loadSystems([flags.system], context.cwd);
  const system = loaded!.system;
  const folder = join(context.cwd, 'scenarios', system.name);
  const file = join(folder, `${name}.yaml`);
  const shown = relative(context.cwd, file);
  const { scenarios } = await readCatalog(context.cwd);
  const shadowed = scenarios.find(({ id }) => id === `${system.name}/${name}`);
  try {
    makeFolder(folder);
    await writeFile(file, scenarioTemplate(name, system), { flag: 'wx' });
  } catch (thrown) {
    const isThere = (thrown as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UsageError(
      isThere
        ? `${shown} is there already; choose another name.`
        : `Cannot write ${shown}: ${toError(thrown).message}`,
      { cause: thrown },
    );
  }
  context.stdout.write(`${shown}\n`);
  const own = flags.system === system.name ? '' : ` --system ${flags.system}`;
  if (shadowed !== undefined)
    context.stderr.write(`there is a ${shadowed.id} already; in this folder yours goes before it\n`);
  context.stderr.write(`try it: saga-lab run ${shown}${own}\n`);
  return exitCode.pass;
}
