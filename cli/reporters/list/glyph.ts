import type { Hop, HopKind } from '../../model/hop.ts';

const glyphs = {
  http: '»',
  row: '▪',
  outbox: '◇',
  relay: '⇒',
  record: '◆',
  handled: '●',
  duplicate: '○',
  retry: '↻',
  parked: '‖',
  saga: '◈',
  document: '▣',
  fault: '!',
  missing: '✗',
} as const satisfies Record<HopKind, string>;

export function glyph(kind: HopKind): string {
  return glyphs[kind] ?? '·';
}

/** What the glyphs of these chains mean, in the order of a message's way. */
export function legend(chains: readonly (readonly Hop[])[]): string[] {
  const seen = new Set(chains.flat().map(({ kind }) => kind));
  return Object.entries(glyphs)
    .filter(([kind]) => seen.has(kind as HopKind))
    .map(([kind, sign]) => `${sign} ${kind}`);
}
