import { UsageError } from '../lib/errors.ts';
import type { StartOptions } from '../stack/labs.ts';

export interface StackFlags {
  readonly stack?: 'embedded' | 'compose' | 'external';
  readonly broker?: string;
  readonly postgres?: string;
  readonly mongodb?: string;
}

const servers = ['broker', 'postgres', 'mongodb'] as const;

/** Which stack the flags ask for. @throws UsageError when they do not go together, or the stack is not there yet */
export function stackOf(flags: StackFlags): StartOptions['stack'] {
  switch (flags.stack ?? 'embedded') {
    case 'compose':
      throw new UsageError(
        'The compose stack is not there yet. Today: --stack embedded (the default, needs nothing else), or --stack external with --broker, --postgres and --mongodb for servers that already run.',
      );
    case 'embedded': {
      const given = flags.stack === undefined ? servers.find((name) => flags[name] !== undefined) : undefined;
      if (given !== undefined) throw new UsageError(`--${given} only makes sense with --stack external.`);
      return { kind: 'embedded' };
    }
    case 'external': {
      const { broker, postgres, mongodb } = flags;
      const missing = servers.filter((name) => flags[name] === undefined);
      if (broker === undefined || postgres === undefined || mongodb === undefined)
        throw new UsageError(
          `--stack external needs ${missing.map((name) => `--${name} (or SAGA_LAB_${name.toUpperCase()})`).join(' and ')}.`,
        );
      return {
        kind: 'external',
        broker,
        postgres: url(postgres, 'postgres'),
        mongodb: url(mongodb, 'mongodb'),
      };
    }
  }
}

function url(text: string, kind: 'postgres' | 'mongodb'): string {
  if (!URL.canParse(text) || !new URL(text).protocol.startsWith(kind))
    throw new UsageError(
      `--${kind} must be a URL such as ${kind}://user:password@127.0.0.1/, not "${text}".`,
    );
  return text;
}
