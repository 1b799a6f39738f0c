import type * as z from 'zod';
import { isJsonNumber } from '../values/json-number.ts';
import { type InvalidField, Problem } from './problem.ts';

const maxShown = 100;

/** The checked value; throws Problem 400 naming field, value and rule of everything that is wrong with it. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = result.error.issues.map(toInvalidField);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new Problem(400, `${first?.field} ${first?.rule}${more}`, { errors });
}

function toInvalidField({ path, message, input, code }: z.core.$ZodIssue): InvalidField {
  const field = path.length === 0 ? 'body' : path.join('.');
  if (input === undefined) return { field, rule: 'is required' };
  const rule =
    code === 'invalid_type' ? message.replace(/^.*expected (\w+),.*$/, 'must be a JSON $1') : message;
  return { field, value: shown(input), rule };
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > maxShown ? `${value.slice(0, maxShown)}...` : value;
  if (value === null || typeof value === 'boolean' || isJsonNumber(value)) return value;
  return Array.isArray(value) ? '[...]' : '{...}';
}
