import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { exitCode, UsageError } from '../lib/errors.ts';
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
  await mkdir(folder, { recursive: true });
  await writeFile(file, scenarioTemplate(name, system), { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new UsageError(
        error.code === 'EEXIST'
          ? `${shown} is there already; choose another name.`
          : `Cannot write ${shown}: ${error.message}`,
        { cause: error },
      );
    },
  );
  context.stdout.write(`${shown}\n`);
  const own = flags.system === system.name ? '' : ` --system ${flags.system}`;
  if (shadowed !== undefined)
    context.stderr.write(`there is a ${shadowed.id} already; in this folder yours goes before it\n`);
  context.stderr.write(`try it: saga-lab run ${shown}${own}\n`);
  return exitCode.pass;
}
