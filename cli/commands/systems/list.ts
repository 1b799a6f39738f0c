import { exitCode } from '../../lib/errors.ts';
import { oneLine } from '../../reporters/text/fit.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import type { CommandContext } from '../context.ts';
import { table } from '../status-text.ts';
import { loadSystems } from '../systems-option.ts';

/** The bundled systems, in the order in which a bare scenario name is looked up. */
export async function listSystems(context: CommandContext, flags: { json?: boolean }): Promise<number> {
  const loaded = await loadSystems([...bundledSystems().keys()], context.cwd);
  const systems = loaded.map(({ system, file }) => ({
    name: system.name,
    about: oneLine(system.about),
    services: Object.keys(system.services),
    file,
  }));
  context.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ v: 1, systems }, undefined, 2)}\n`
      : table(systems.map(({ name, services, about }) => [name, `${services.length} services`, about]))
          .map((line) => `${line}\n`)
          .join(''),
  );
  return exitCode.pass;
}
