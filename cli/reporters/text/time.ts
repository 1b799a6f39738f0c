/** `0.4`, `12.3`, `987` milliseconds, or `3.2 s`: never more than 6 columns up to an hour. */
export function shortMs(ms: number | null): string {
  if (ms === null) return '';
  if (Math.abs(ms) < 99.95) return ms.toFixed(1);
  return Math.abs(ms) < 999.5 ? ms.toFixed(0) : `${(ms / 1000).toFixed(1)} s`;
}

/** With its unit: `12 ms`, `3.2 s`. */
export function duration(ms: number): string {
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
