import type { Hop } from '../../model/hop.ts';
import { glyph } from '../../reporters/list/glyph.ts';
import { labelTexts, refTexts } from '../../reporters/list/hop-texts.ts';
import { treeLines, type TreeLine } from '../../reporters/list/tree.ts';
import { shortMs } from '../../reporters/text/time.ts';
import { listOf, type Pane, type PaneRow, type Tone } from './pane.ts';

/** The causal chain of what is chosen, as a tree, with the time that each hop took. */
export const chain: Pane = {
  id: 'chain',
  title: 'chain',
  about: 'the causal chain of what is chosen, hop by hop, with what is missing',
  empty: 'choose a row: its chain is shown here',
  columns: [
    { title: 'hop', width: 'rest', drop: 0 },
    { title: 'where', width: 34, drop: 3 },
    { title: 'root', width: 7, drop: 2, align: 'right' },
    { title: 'cause', width: 7, drop: 1, align: 'right' },
  ],
  rows: ({ lit, picked }) => listOf(treeLines(lit.chain).map((line) => rowOf(line, picked?.system ?? ''))),
  summary: ({ lit }) => (lit.chain.length === 0 ? '' : `${lit.chain.length} hops`),
};

function rowOf({ hop, branch, root }: TreeLine, system: string): PaneRow {
  const { id, kind, correlation, ref, type, service } = hop;
  return {
    id,
    picks: { system, correlation, hop: id },
    hops: [id],
    cells: [
      { text: `${branch}${glyph(kind)} ${labelTexts(hop)[0] ?? ''}`, tone: toneOf(hop) },
      { text: refTexts(hop)[0] ?? '', tone: 'dim' },
      { text: shortMs(hop.sinceRootMs), tone: 'dim' },
      { text: root ? '' : shortMs(hop.sinceCauseMs) },
    ],
    fields: () => ({ kind, type, service, key: typeof ref.key === 'string' ? ref.key : '' }),
    detail: () => hop,
  };
}

function toneOf({ kind, injected }: Hop): Tone {
  if (kind === 'missing' || kind === 'parked') return 'bad';
  if (kind === 'retry' || kind === 'duplicate' || kind === 'fault' || injected) return 'unsure';
  return kind === 'http' ? 'strong' : 'plain';
}
