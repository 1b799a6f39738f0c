import { unsupported } from '../errors.ts';
import type { Doc } from '../value/value.ts';

export function compileExpr(): (doc: Doc) => boolean {
  throw unsupported('$expr');
}
