import * as z from 'zod';
import type { Expectation } from './domain.ts';

/** RFC 9110, 13.1.1 and 13.1.2, of the latter only `*`. */
export const preconditions = z.object({
  'if-match': z.string().optional(),
  'if-none-match': z.literal('*', 'only * is known here: write only where there is none').optional(),
});

export function etagOf({ revision }: { readonly revision: string }): string {
  return `"${revision}"`;
}

export function expectationOf({
  'if-match': match,
  'if-none-match': noneMatch,
}: z.output<typeof preconditions>): Expectation {
  if (noneMatch !== undefined) return 'absent';
  if (match === undefined) return undefined;
  if (match.trim() === '*') return 'present';
  return match.split(',').map((tag) => tag.trim().replace(/^"(.*)"$/, '$1'));
}
