import { resolve } from 'node:path';
import type { LabConfig } from '../config/lab-config.ts';
import { urlProblem } from '../config/url-problem.ts';
import { UsageError } from '../lib/errors.ts';
import type { StartOptions } from '../stack/labs.ts';
import type { LabStatus, RelayMode } from '../stack/status.ts';
import type { System } from '../systems/system.ts';

export interface StackFlags {
  readonly stack?: 'embedded' | 'compose' | 'external';
  readonly config?: string;
  readonly broker?: string;
  readonly rabbitmq?: string;
  readonly postgres?: string;
  readonly mongodb?: string;
  readonly composeFile?: string;
  readonly composeProject?: string;
  readonly relay?: RelayMode;
}

const servers = ['broker', 'rabbitmq', 'postgres', 'mongodb'] as const;
type Server = (typeof servers)[number];

/**
 * Which stack the flags ask for, with what the config file says where they are silent. `cwd`: what files are named from.
 * @throws UsageError when they do not go together
 */
export function stackOf(flags: StackFlags, cwd: string, config?: LabConfig): StartOptions['stack'] {
  const kind = flags.stack ?? config?.stack;
  refuseComposeFlags(flags, kind);
  switch (kind ?? 'embedded') {
    case 'compose':
      return composeOf(flags, cwd);
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
  const [broker, rabbitmq, postgres, mongodb] = servers.map(address);
  const databases = config?.databases ?? {};
  return { kind: 'external', broker, rabbitmq, security: config?.security, postgres, mongodb, databases };
}

/** @throws UsageError where external servers that these systems need are not given; no other is asked for */
export function requireServers(stack: StartOptions['stack'], systems: readonly System[]): void {
  if (stack.kind !== 'external') return;
  const missing = new Map<Server, string>();
  const need = (server: Server, what: string) => {
    if (stack[server] === undefined && !missing.has(server)) missing.set(server, what);
  };
  for (const { name: system, broker, databases } of systems) {
    need(broker === 'kafka' ? 'broker' : 'rabbitmq', system);
    for (const [name, { kind }] of Object.entries(databases))
      if (stack.databases?.[name] === undefined) need(kind, `${name} of ${system}`);
  }
  if (missing.size === 0) return;
  const wanted = [...missing].map(
    ([name, what]) =>
      `--${name} (or SAGA_LAB_${name.toUpperCase()}, or ${name}: in the config file) for ${what}`,
  );
  throw new UsageError(`--stack external needs ${wanted.join(' and ')}.`);
}

function refuseComposeFlags({ composeFile, composeProject }: StackFlags, stack: StackFlags['stack']): void {
  if (stack === 'compose') return;
  const given = composeFile !== undefined ? 'file' : composeProject !== undefined ? 'project' : undefined;
  if (given !== undefined) throw new UsageError(`--compose-${given} only makes sense with --stack compose.`);
}

function composeOf(flags: StackFlags, cwd: string): StartOptions['stack'] {
  const { composeFile: file, composeProject: project } = flags;
  if (file !== undefined && project !== undefined)
    throw new UsageError(
      '--compose-file starts a project of its own, --compose-project names one that runs: give one of them.',
    );
  return { kind: 'compose', file: file === undefined ? undefined : resolve(cwd, file), project };
}

/** @throws UsageError when the lab, which is up, relays in another mode than the flags ask for */
export function requireRelayMode({ lab, relays }: LabStatus, wanted: RelayMode | undefined): void {
  const other = relays.find(({ mode }) => mode !== wanted)?.mode;
  if (wanted === undefined || other === undefined) return;
  throw new UsageError(
    `Lab "${lab}" is up with its relay in mode ${other}, not ${wanted}. Use another lab (--lab NAME), or \`saga-lab down\` first: its data is kept, and no message is lost by the change.`,
  );
}
