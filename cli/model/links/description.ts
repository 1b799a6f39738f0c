import type { Hop, HopRef } from '../hop.ts';

export type Description = Pick<Hop, 'type' | 'service' | 'label'> & { readonly ref: HopRef };
