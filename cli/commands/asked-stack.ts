import { readConfigFile } from '../config/read-config-file.ts';
import type { LabConfig } from '../config/lab-config.ts';
import { UsageError } from '../lib/errors.ts';
import type { StartOptions } from '../stack/labs.ts';
import type { LoadedSystem } from '../systems/load.ts';
import { nearest } from '../systems/nearest.ts';
import type { CommandContext } from './context.ts';
import { requireServers, stackOf, type StackFlags } from './stack-options.ts';

export interface AskedStack<F> {
  readonly stack: StartOptions['stack'];
  /** With the stack and the relay's mode of the config file, where they are silent. */
  readonly flags: F;
  /** The systems with the services of the config file, which run already. @throws UsageError for a name that is misspelt, and for a server that they need and nobody names */
  readonly systemsOf: (systems: readonly LoadedSystem[]) => readonly LoadedSystem[];
}

/** Flags over environment over config file. @throws UserError */
export async function askedStack<F extends StackFlags>(
  context: CommandContext,
  flags: F,
): Promise<AskedStack<F>> {
  const config = await labConfigOf(context, flags.config);
  const stack = stackOf(flags, context.cwd, config);
  return {
    stack,
    flags: {
      ...(config?.stack !== undefined && { stack: config.stack }),
      ...(config?.relay !== undefined && { relay: config.relay }),
      ...flags,
    },
    systemsOf(systems) {
      requireServers(
        stack,
        systems.map(({ system }) => system),
      );
      return stack.kind === 'external' && config ? withGiven(systems, config) : systems;
    },
  };
}

/** What the config file says of the stack; undefined where there is none. */
async function labConfigOf(context: CommandContext, named?: string): Promise<LabConfig | undefined> {
  const found = await readConfigFile(context, named);
  // Reading YAML takes a while to load, and most have no such file.
  return found && (await import('../config/lab-config.ts')).parseLabConfig(found, context.env);
}

function withGiven(systems: readonly LoadedSystem[], config: LabConfig): readonly LoadedSystem[] {
  refuseMisspelt('services', Object.keys(config.services), systems, config);
  refuseMisspelt('databases', Object.keys(config.databases), systems, config);
  return systems.map((loaded) => {
    const services = Object.entries(loaded.system.services).map(([name, service]) => {
      const url = config.services[name];
      return [name, url === undefined ? service : { ...service, url }] as const;
    });
    return { ...loaded, system: { ...loaded.system, services: Object.fromEntries(services) } };
  });
}

/** A name that no system here has may be one of another system: the file serves them all. */
function refuseMisspelt(
  what: 'services' | 'databases',
  names: readonly string[],
  systems: readonly LoadedSystem[],
  { file }: LabConfig,
): void {
  const known = systems.flatMap(({ system }) => Object.keys(system[what]));
  for (const name of names) {
    const meant = known.includes(name) ? undefined : nearest(name, known);
    if (meant !== undefined && !names.includes(meant))
      throw new UsageError(`${file}: ${what}.${name}: no system here has it; did you mean "${meant}"?`);
  }
}
