import * as z from 'zod';

/** What no database here takes: PostgreSQL refuses NUL, and UTF-8 has no half surrogate pairs. */
const unstorable = /[\0\p{Surrogate}]/u;

/** Text that says something: neither blank nor longer than `maxLength` characters. */
export function requiredText(maxLength: number) {
  return z
    .string()
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((text) => text.trim() !== '', 'must not be blank')
    .refine((text) => !unstorable.test(text), 'must not contain NUL or half a surrogate pair')
    .meta({ minLength: 1 });
}
