import { UsageError } from '../../lib/errors.ts';
import { durationMs } from '../../scenario/duration.ts';
import { defaultLimits, type RunLimits } from '../../scenario/ports.ts';
import { scalarOf } from '../../scenario/scalar.ts';
import type { StackFlags } from '../stack-options.ts';
import type { RecordFlags } from './record-flags.ts';

export interface RunFlags extends StackFlags, RecordFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly all?: boolean;
  readonly tag: readonly string[];
  readonly grep?: string;
  readonly lastFailed?: boolean;
  readonly shard?: string;
  readonly list?: boolean;
  readonly tui?: boolean;
  readonly dryRun?: boolean;
  /** Of `--list` and `--dry-run`. */
  readonly json?: boolean;
  readonly reporter: readonly string[];
  readonly var: readonly string[];
  readonly timeout?: string;
  readonly repeatEach?: string;
  readonly seed?: string;
  readonly retries?: string;
  readonly failOnFlaky?: boolean;
  readonly maxFailures?: string;
  readonly bail?: boolean;
  readonly artifacts?: string;
  readonly keep?: boolean;
  readonly quiet?: boolean;
}

/** `name=value` pairs. A value that is a JSON scalar is that scalar, with all its digits; anything else is text. */
function variablesOf(pairs: readonly string[]): Map<string, unknown> {
  return new Map(
    pairs.map((pair) => {
      const [, name, text = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined) throw new UsageError(`--var must be name=value, not "${pair}".`);
      return [name, scalarOf(text)];
    }),
  );
}

/** How the scenarios are run: what the flags say, checked. */
export interface RunSettings {
  readonly variables: ReadonlyMap<string, unknown>;
  readonly limits: RunLimits;
  readonly repeatEach: number | undefined;
  readonly retries: number | undefined;
  readonly maxFailures: number | undefined;
  readonly seed: number | undefined;
}

/** @throws UsageError naming the option, its value and what it may be */
export function settingsOf(flags: RunFlags): RunSettings {
  const { repeatEach, retries, seed } = flags;
  if (flags.failOnFlaky === true && retries === undefined)
    throw new UsageError('--fail-on-flaky only makes sense with --retries N: nothing else is run again.');
  if (flags.json === true && flags.list !== true && flags.dryRun !== true)
    throw new UsageError('--json goes with --list or --dry-run; the report is JSON with --reporter json.');
  return {
    variables: variablesOf(flags.var),
    limits: limitsOf(flags.timeout),
    repeatEach: numberOf('--repeat-each', repeatEach, 1, 1000),
    retries: numberOf('--retries', retries, 0, 100),
    maxFailures: maxFailuresOf(flags),
    seed: numberOf('--seed', seed, 0, 2 ** 31 - 1),
  };
}

function limitsOf(timeout: string | undefined): RunLimits {
  if (timeout === undefined) return defaultLimits;
  const timeoutMs = durationMs(timeout);
  if (timeoutMs === undefined || timeoutMs === 0)
    throw new UsageError(`--timeout must be a duration such as 500ms, 30s or 2m, not "${timeout}".`);
  return { ...defaultLimits, timeoutMs };
}

function maxFailuresOf({ bail, maxFailures }: RunFlags): number | undefined {
  const most = numberOf('--max-failures', maxFailures, 1, 1_000_000);
  return bail === true ? 1 : most;
}

function numberOf(flag: string, text: string | undefined, from: number, to: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < from || number > to)
    throw new UsageError(`${flag} must be a whole number from ${from} to ${to}, not "${text}".`);
  return number;
}
