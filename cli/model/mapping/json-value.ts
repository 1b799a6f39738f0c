/** A JSON object; undefined for any other text. */
export function parseObject(json: string | null | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!json) return undefined;
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
