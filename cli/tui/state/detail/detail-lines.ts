import type { Hop } from '../../../model/hop.ts';
import { glyph } from '../../../reporters/list/glyph.ts';
import { labelTexts } from '../../../reporters/list/hop-texts.ts';
import { shortMs } from '../../../reporters/text/time.ts';
import type { ChangeLine } from '../../panes/pane.ts';
import { foldableLines, type FoldableLine } from './foldable-lines.ts';
import type { Subject } from './subject.ts';

export type DetailLine =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'neighbour'; readonly text: string; readonly hop: Hop }
  | ({ readonly kind: 'change' } & ChangeLine)
  | { readonly kind: 'json'; readonly text: string; readonly line: FoldableLine };

/** What caused it, what it changed, all that is known of it, what came of it. */
export function detailLines(
  { hop, cause, effects, value, changes, clocks }: Subject,
  toggled: readonly string[],
): DetailLine[] {
  return [
    ...(hop ? neighbours('caused by', 'nothing that was seen: it is a root', cause ? [cause] : []) : []),
    ...clocks.map((text) => ({ kind: 'title' as const, text })),
    ...(changes.length === 0 ? [] : [{ kind: 'title' as const, text: 'what it changed' }]),
    ...changes.map((line) => ({ kind: 'change' as const, ...line })),
    ...foldableLines(value, new Set(toggled)).map((line) => ({
      kind: 'json' as const,
      text: textOf(line),
      line,
    })),
    ...(hop ? neighbours('what came of it', 'nothing', effects) : []),
  ];
}

function neighbours(title: string, none: string, hops: readonly Hop[]): DetailLine[] {
  if (hops.length === 0) return [{ kind: 'title', text: `${title}: ${none}` }];
  return [{ kind: 'title', text: title }, ...hops.map((hop) => neighbour(hop))];
}

function neighbour(hop: Hop): DetailLine {
  const after = hop.sinceCauseMs === null ? '' : `  ${shortMs(hop.sinceCauseMs)}`;
  return { kind: 'neighbour', text: `  ${glyph(hop.kind)} ${labelTexts(hop)[0] ?? ''}${after}`, hop };
}

const signs = { open: '- ', closed: '+ ' } as const;

function textOf({ depth, text, fold }: FoldableLine): string {
  return '  '.repeat(depth) + (fold === null ? '  ' : signs[fold]) + text;
}
