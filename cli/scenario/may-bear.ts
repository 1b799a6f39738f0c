/**
 * Whether a scenario file with this text may have that name (`name`, or `system/name`), as YAML need not be parsed to
 * tell: a name stands in the text as a word of its own, unless an escape hides it.
 */
export function mayBear(text: string, wanted: string): boolean {
  const name = wanted.slice(wanted.lastIndexOf('/') + 1);
  return text.includes('\\') || text.split(/[^\w-]+/).includes(name);
}
