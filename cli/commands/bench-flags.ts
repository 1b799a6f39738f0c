import type { Size } from '../bench/bench.ts';
import { UsageError } from '../lib/errors.ts';
import type { StackFlags } from './stack-options.ts';

export interface BenchFlags {
  readonly system: string;
  readonly lab?: string;
  readonly relay?: StackFlags['relay'];
  readonly count: string;
  readonly rows: string;
  readonly warmUp: string;
  readonly clients: string;
  readonly starts: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** More would be a load test of something else. */
const most = { count: 100_000, rows: 10_000_000, warmUp: 100_000, clients: 256, starts: 20 };

export function sizeOf({
  count,
  rows,
  warmUp,
  clients,
  starts,
}: Pick<BenchFlags, 'count' | 'rows' | 'warmUp' | 'clients' | 'starts'>): Size {
  return {
    count: whole('--count', count, most.count),
    rows: whole('--rows', rows, most.rows),
    warmUp: whole('--warm-up', warmUp, most.warmUp),
    clients: clients.split(',').map((text) => whole('--clients', text, most.clients)),
    starts: whole('--starts', starts, most.starts),
  };
}

function whole(option: string, text: string, maximum: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > maximum)
    throw new UsageError(`${option} must be a whole number from 1 to ${maximum}, not "${text}".`);
  return number;
}
