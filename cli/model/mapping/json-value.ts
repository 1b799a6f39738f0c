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

/** A text, number or truth value as text; null for all else. */
export function scalarText(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
    case 'undefined':
    case 'function':
    case 'symbol':
      return null;
  }
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
