import type { Hop } from '../../model/hop.ts';
import { glyph } from '../../reporters/list/glyph.ts';
import { sign } from './signs.ts';

/** What follows takes some milliseconds where all is well; a stack that is busy or was just disturbed takes longer. */
const lateMs = 1_000;

/** Expected, not there, and not late yet. */
export function isOnItsWay({ kind, waitedMs = lateMs }: Hop): boolean {
  return kind === 'missing' && waitedMs < lateMs;
}

/** Missing so long that something is wrong, as far as anyone can tell by now. */
export function isLate(hop: Hop): boolean {
  return hop.kind === 'missing' && !isOnItsWay(hop);
}

export function hopSign(hop: Hop): string {
  return isOnItsWay(hop) ? sign.waiting : glyph(hop.kind);
}
