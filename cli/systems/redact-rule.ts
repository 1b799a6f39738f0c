/**
 * A rule of `redact`: the name of a field, or a dotted path that ends in it (`customers.name`, `orders.*.total`). It
 * holds wherever the end of a field's path is the same; `*` stands for any one name. What is in the field is meant too.
 */
export interface RedactRule {
  readonly text: string;
  readonly names: readonly string[];
}

export const redactRulePattern = /^[^.\s]+(\.[^.\s]+)*$/;

export function parseRedactRule(text: string): RedactRule {
  return { text, names: text.split('.') };
}

/** Whether the rule is about the field at this path; the places of list items are no part of a path. */
export function isMeant({ names }: RedactRule, path: readonly string[]): boolean {
  const start = path.length - names.length;
  return start >= 0 && names.every((name, index) => name === '*' || name === path[start + index]);
}

/** Whether the rule is about the field at this path, or about one that it is in. */
export function takes(rule: RedactRule, path: readonly string[]): boolean {
  return path.some((_, index) => isMeant(rule, path.slice(0, index + 1)));
}
