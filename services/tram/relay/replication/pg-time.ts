const postgresEpochMs = Date.UTC(2000, 0, 1);

/** Epoch milliseconds with fraction, of PostgreSQL's microseconds since 2000-01-01. */
export function fromPostgresMicros(micros: bigint): number {
  return postgresEpochMs + Number(micros) / 1000;
}

/** The opposite. */
export function toPostgresMicros(epochMs: number): bigint {
  return BigInt(Math.round((epochMs - postgresEpochMs) * 1000));
}
