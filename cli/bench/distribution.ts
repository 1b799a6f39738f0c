import type { Distribution, Unit } from './figure.ts';

/** Sums samples up. Throws RangeError when there are none. */
export function distribution(
  bench: string,
  name: string,
  unit: Unit,
  samples: readonly number[],
): Distribution {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const sample = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    if (sample === undefined) throw new RangeError(`${bench}, ${name}: there are no samples`);
    return rounded(sample);
  };
  return {
    bench,
    name,
    unit,
    samples: sorted.length,
    min: at(0),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

/** Three decimals: microseconds, where the unit is ms. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
