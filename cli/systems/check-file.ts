import * as z from 'zod';
import { withoutPassword } from '../lib/without-password.ts';
import { fieldsAt } from './fields-at.ts';
import { InvalidFileError } from './invalid-file.ts';
import { hint } from './nearest.ts';
import type { Path, YamlFile } from './yaml-file.ts';

const secret = /^(password|passphrase)$/i;

type Issue = z.core.$ZodIssue;

/** The file's value as its schema gives it. @throws InvalidFileError naming file, line, what is wrong and the fix. */
export function checkFile<S extends z.ZodType>(file: YamlFile, schema: S): z.output<S> {
  const result = schema.safeParse(file.value);
  if (result.success) return result.data;
  throw new InvalidFileError([
    ...new Set(result.error.issues.flatMap((issue) => explain(issue, file, schema))),
  ]);
}

function explain(issue: Issue, file: YamlFile, schema: z.ZodType): string[] {
  const { path } = issue;
  const here = `${file.at(path)}: ${pathText(path)}`;
  const oneOf = (allowed: readonly string[]): string => {
    const value = valueAt(file.value, path);
    if (value === undefined) return `${here} is missing (${allowed.join(' | ')})`;
    const near = typeof value === 'string' ? meant(value, allowed) : '';
    return `${here} must be ${allowed.join(' | ')}, not ${show(value, path)}${near}`;
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = hint(key, fieldsAt(schema, path));
        return `${file.at([...path, key], 'key')}: unknown field "${key}" in ${pathText(path)}${known}`;
      });
    case 'invalid_type': {
      const value = valueAt(file.value, path);
      return [
        value === undefined
          ? `${here} is missing (${issue.expected})`
          : `${here} must be ${article(issue.expected)}, not ${show(value, path)}`,
      ];
    }
    case 'invalid_value':
      return [oneOf(issue.values.map(String))];
    case 'invalid_union': {
      // A `kind` that there is not: the one field decides which others there are.
      if ('options' in issue && Array.isArray(issue.options)) return [oneOf(issue.options.map(String))];
      const meant = issue.errors.filter(isWithin);
      if (meant.length === 1)
        return (meant[0] ?? []).flatMap((inner) =>
          explain({ ...inner, path: [...path, ...inner.path] }, file, schema),
        );
      return [`${here} ${describeUnion(issue)}, not ${show(valueAt(file.value, path), path)}`];
    }
    case 'invalid_key': {
      const rule = issue.issues.map((inner) => inner.message).join('; ');
      return [`${file.at(path, 'key')}: ${pathText(path)}: the name must be ${rule}`];
    }
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [`${here}: ${issue.message}`];
  }
}

/** Whether a value of this form was meant: what is wrong lies within it. */
function isWithin(issues: readonly Issue[]): boolean {
  return issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');
}

function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const choices = issue.errors
    .flat()
    .filter((inner) => inner.path.length === 0)
    .map((inner) =>
      inner.code === 'invalid_type'
        ? article(inner.expected)
        : inner.code === 'invalid_value'
          ? inner.values.map(String).join(' | ')
          : inner.message,
    );
  return choices.length === 0 ? issue.message : `must be ${[...new Set(choices)].join(' or ')}`;
}

function meant(value: string, allowed: readonly string[]): string {
  const text = hint(value, allowed);
  return text.includes('did you mean') ? text : '';
}

function article(expected: string): string {
  const noun =
    { array: 'list', object: 'mapping', record: 'mapping', int: 'whole number' }[expected] ?? expected;
  return `a ${noun}`;
}

/** `steps[1].json`, or `the file` for the root. */
export function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

/** Without what nobody may read over a shoulder, or in a CI log. */
function show(value: unknown, path: Path): string {
  if (secret.test(String(path.at(-1)))) return 'what is there';
  const shown: unknown = typeof value === 'string' ? withoutPassword(value) : value;
  const masked = (key: string, inner: unknown): unknown =>
    secret.test(key) ? '***' : typeof inner === 'string' ? withoutPassword(inner) : inner;
  const text = typeof shown === 'bigint' ? String(shown) : (JSON.stringify(shown, masked) ?? String(shown));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}
