import { parseJson } from '../../../services/tram/index.ts';
import { UsageError } from '../../lib/errors.ts';
import { durationMs } from '../../scenario/duration.ts';
import { defaultLimits, type RunLimits } from '../../scenario/ports.ts';
import { isScalar } from '../../scenario/scalar.ts';
import type { StackFlags } from '../stack-options.ts';
import type { RecordFlags } from './record-flags.ts';

export interface RunFlags extends StackFlags, RecordFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly all?: boolean;
  readonly tag: readonly string[];
  readonly list?: boolean;
  readonly reporter: readonly string[];
  readonly var: readonly string[];
  readonly timeout?: string;
  readonly repeatEach?: string;
  readonly seed?: string;
  readonly bail?: boolean;
  readonly keep?: boolean;
  readonly quiet?: boolean;
}

/** `name=value` pairs. A value that is a JSON scalar is that scalar, with all its digits; anything else is text. */
export function variablesOf(pairs: readonly string[]): Map<string, unknown> {
  return new Map(
    pairs.map((pair) => {
      const [, name, text = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined) throw new UsageError(`--var must be name=value, not "${pair}".`);
      return [name, scalarOf(text)];
    }),
  );
}

function scalarOf(text: string): unknown {
  try {
    const value = parseJson(text);
    return isScalar(value) ? value : text;
  } catch {
    return text;
  }
}

export function limitsOf(timeout: string | undefined): RunLimits {
  if (timeout === undefined) return defaultLimits;
  const timeoutMs = durationMs(timeout);
  if (timeoutMs === undefined || timeoutMs === 0)
    throw new UsageError(`--timeout must be a duration such as 500ms, 30s or 2m, not "${timeout}".`);
  return { ...defaultLimits, timeoutMs };
}

/** @throws UsageError */
export function repeatsOf(count: string | undefined): number | undefined {
  if (count === undefined) return undefined;
  const times = Number(count);
  if (!/^\d+$/.test(count) || times < 1 || times > 1000)
    throw new UsageError(`--repeat-each must be a number from 1 to 1000, not "${count}".`);
  return times;
}

/** @throws UsageError */
export function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed >= 2 ** 31)
    throw new UsageError(`--seed must be a whole number from 0 to ${2 ** 31 - 1}, not "${text}".`);
  return seed;
}
