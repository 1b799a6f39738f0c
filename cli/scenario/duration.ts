const unitMs = { ms: 1, s: 1000, m: 60_000 } as const;

export const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m)$/;

/** `500ms`, `5s`, `1.5m` as milliseconds; undefined for any other text. */
export function durationMs(text: string): number | undefined {
  const [, amount, unit] = durationPattern.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * unitMs[unit as keyof typeof unitMs];
}
