import type { LabConfig } from '../config/lab-config.ts';
import { urlProblem } from '../config/url-problem.ts';
import { UsageError } from '../lib/errors.ts';
import type { StartOptions } from '../stack/labs.ts';
import type { LabStatus, RelayMode } from '../stack/status.ts';

export interface StackFlags {
  readonly stack?: 'embedded' | 'compose' | 'external';
  readonly config?: string;
  readonly broker?: string;
  readonly postgres?: string;
  readonly mongodb?: string;
  readonly relay?: RelayMode;
}

const servers = ['broker', 'postgres', 'mongodb'] as const;
type Server = (typeof servers)[number];

/**
 * Which stack the flags ask for, with what the config file says where they are silent.
 * @throws UsageError when they do not go together, or the stack is not there yet
 */
export function stackOf(flags: StackFlags, config?: LabConfig): StartOptions['stack'] {
  const kind = flags.stack ?? config?.stack;
  switch (kind ?? 'embedded') {
    case 'compose':
      throw new UsageError(
        'The compose stack is not there yet. Today: --stack embedded (the default, needs nothing else), or --stack external with --broker, --postgres and --mongodb for servers that already run.',
      );
    case 'embedded': {
      const given = kind === undefined ? servers.find((name) => flags[name] !== undefined) : undefined;
      if (given !== undefined) throw new UsageError(`--${given} only makes sense with --stack external.`);
      return { kind: 'embedded' };
    }
    case 'external':
      return externalOf(flags, config);
  }
}

function externalOf(flags: StackFlags, config: LabConfig | undefined): StartOptions['stack'] {
  const address = (name: Server): string | undefined => {
    const given = flags[name];
    const problem = given === undefined ? undefined : urlProblem(name, given);
    if (problem !== undefined) throw new UsageError(`--${name} ${problem}.`);
    return given ?? config?.[name];
  };
  const [broker, postgres, mongodb] = servers.map(address);
  const databases = config?.databases ?? {};
  // Where databases are given there may be none to make, which only the system file tells.
  const needed = Object.keys(databases).length > 0 ? (['broker'] as const) : servers;
  const missing = needed.filter((name) => address(name) === undefined);
  if (broker === undefined || missing.length > 0)
    throw new UsageError(
      `--stack external needs ${missing.map((name) => `--${name} (or SAGA_LAB_${name.toUpperCase()}, or ${name}: in the config file)`).join(' and ')}.`,
    );
  return { kind: 'external', broker, security: config?.security, postgres, mongodb, databases };
}

/** @throws UsageError when the lab, which is up, relays in another mode than the flags ask for */
export function requireRelayMode({ lab, relays }: LabStatus, wanted: RelayMode | undefined): void {
  const other = relays.find(({ mode }) => mode !== wanted)?.mode;
  if (wanted === undefined || other === undefined) return;
  throw new UsageError(
    `Lab "${lab}" is up with its relay in mode ${other}, not ${wanted}. Use another lab (--lab NAME), or \`saga-lab down\` first: its data is kept, and no message is lost by the change.`,
  );
}
