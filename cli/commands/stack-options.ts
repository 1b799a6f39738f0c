import { resolve } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { withoutPassword } from '../lib/without-password.ts';
import type { StartOptions } from '../stack/labs.ts';
import type { LabStatus, RelayMode } from '../stack/status.ts';

export interface StackFlags {
  readonly stack?: 'embedded' | 'compose' | 'external';
  readonly broker?: string;
  readonly rabbitmq?: string;
  readonly postgres?: string;
  readonly mongodb?: string;
  readonly composeFile?: string;
  readonly composeProject?: string;
  readonly relay?: RelayMode;
}

const servers = ['broker', 'rabbitmq', 'postgres', 'mongodb'] as const;
const databaseServers = ['postgres', 'mongodb'] as const;

/** Which stack the flags ask for. `cwd`: what files are named from. @throws UsageError when they do not go together */
export function stackOf(flags: StackFlags, cwd: string): StartOptions['stack'] {
  refuseComposeFlags(flags);
  switch (flags.stack ?? 'embedded') {
    case 'compose':
      return composeOf(flags, cwd);
    case 'embedded': {
      const given = flags.stack === undefined ? servers.find((name) => flags[name] !== undefined) : undefined;
      if (given !== undefined) throw new UsageError(`--${given} only makes sense with --stack external.`);
      return { kind: 'embedded' };
    }
    case 'external': {
      const { broker, rabbitmq, postgres, mongodb } = flags;
      // Which of the brokers it must be, the system file tells.
      const needed = rabbitmq === undefined ? servers.filter((name) => name !== 'rabbitmq') : databaseServers;
      const missing = needed.filter((name) => flags[name] === undefined);
      if (missing.length > 0 || postgres === undefined || mongodb === undefined)
        throw new UsageError(
          `--stack external needs ${missing.map((name) => `--${name} (or SAGA_LAB_${name.toUpperCase()})`).join(' and ')}.`,
        );
      return {
        kind: 'external',
        ...(broker !== undefined && { broker }),
        ...(rabbitmq !== undefined && { rabbitmq: url(rabbitmq, 'rabbitmq') }),
        postgres: url(postgres, 'postgres'),
        mongodb: url(mongodb, 'mongodb'),
      };
    }
  }
}

function refuseComposeFlags({ stack, composeFile, composeProject }: StackFlags): void {
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

const shapes = {
  rabbitmq: /^amqps?:\/\/[^/?]/,
  postgres: /^postgres(ql)?:\/\/[^/?]/,
  mongodb: /^mongodb(\+srv)?:\/\/[^/?]/,
} as const;

function url(text: string, kind: keyof typeof shapes): string {
  if (!shapes[kind].test(text))
    throw new UsageError(
      `--${kind} must be a URL such as ${kind === 'rabbitmq' ? 'amqp' : kind}://user:password@127.0.0.1/, not "${withoutPassword(text)}".`,
    );
  return text;
}

/** @throws UsageError when the lab, which is up, relays in another mode than the flags ask for */
export function requireRelayMode({ lab, relays }: LabStatus, wanted: RelayMode | undefined): void {
  const other = relays.find(({ mode }) => mode !== wanted)?.mode;
  if (wanted === undefined || other === undefined) return;
  throw new UsageError(
    `Lab "${lab}" is up with its relay in mode ${other}, not ${wanted}. Use another lab (--lab NAME), or \`saga-lab down\` first: its data is kept, and no message is lost by the change.`,
  );
}
