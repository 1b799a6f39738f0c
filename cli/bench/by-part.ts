import { rounded } from './distribution.ts';
import type { Unit, Value } from './figure.ts';

/** The sum over all parts of the lab, then each part; nothing where nothing could be told. */
export function byPart(
  bench: string,
  name: string,
  unit: Unit,
  parts: ReadonlyMap<string, number>,
): readonly Value[] {
  if (parts.size === 0) return [];
  const total = [...parts.values()].reduce((sum, value) => sum + value, 0);
  return [['all processes', total] as const, ...parts].map(([part, value]) => ({
    bench,
    name: `${name}: ${part}`,
    unit,
    value: rounded(value),
  }));
}
