/** A scalar of a row or document as text, by the name of its column or its dotted path. */
export function textAt(row: object, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
      row,
    );
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  return isScalar || typeof value === 'boolean' ? String(value) : undefined;
}

/** Whether it is one of those that `where` means. */
export function isMeant(row: object, where: Readonly<Record<string, string>>): boolean {
  return Object.entries(where).every(([field, value]) => textAt(row, field) === value);
}
