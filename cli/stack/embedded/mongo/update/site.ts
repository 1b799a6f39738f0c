import type { Value } from '../value/value.ts';

/** Where an operator works, for its error texts, and the moment of the update. */
export interface Site {
  readonly path: string;
  readonly id: Value;
  readonly now: { readonly ms: bigint; readonly ts: bigint };
}
