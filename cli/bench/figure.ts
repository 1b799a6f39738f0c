export type Unit = 'ms' | '1/s' | 'MB';

interface Named {
  readonly bench: string;
  readonly name: string;
  readonly unit: Unit;
}

/** Many samples of one thing; percentiles by nearest rank. */
export interface Distribution extends Named {
  readonly samples: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** One number. */
export interface Value extends Named {
  readonly value: number;
}

export type Figure = Distribution | Value;
