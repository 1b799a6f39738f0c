import * as z from 'zod';
import { isJsonNumber, type JsonNumber, parseDecimal, wholeNumber } from './json-number.ts';

/** 1 to 2^63-1: PostgreSQL's bigint, above zero. */
export type EntityId = bigint;

const max = 2n ** 63n - 1n;
const rule = `must be a whole number from 1 to ${max}`;
const meta = { type: 'integer', format: 'int64', minimum: 1, examples: [1] } as const;

/** Undefined when the text is no id. */
export function parseEntityId(text: string): EntityId | undefined {
  const decimal = parseDecimal(text);
  const id = decimal && wholeNumber(decimal, 19);
  return id !== undefined && id >= 1n && id <= max ? id : undefined;
}

/** A JSON number; exact beyond 2^53. */
export const entityId = z
  .custom<JsonNumber>()
  .transform((value, context): EntityId => {
    const id = isJsonNumber(value) ? parseEntityId(value.toString()) : undefined;
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: rule, input: value });
    return z.NEVER;
  })
  .meta(meta);

/** As a part of a path: digits only. */
export const entityIdInPath = z
  .string()
  .transform((text, context): EntityId => {
    const id = /^\d+$/.test(text) ? parseEntityId(text) : undefined;
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: rule, input: text });
    return z.NEVER;
  })
  .meta(meta);
