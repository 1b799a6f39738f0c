import { criticalPath, shareOf, type CriticalPath } from '../../model/critical-path.ts';
import type { Hop } from '../../model/hop.ts';
import { labelTexts, refTexts } from '../../reporters/list/hop-texts.ts';
import { treeLines, type TreeLine } from '../../reporters/list/tree.ts';
import { duration, shortMs } from '../../reporters/text/time.ts';
import { chainClocks } from './chain-clocks.ts';
import { hopChanges } from './hop-changes.ts';
import type { Cell, Pane, PaneRow, Tone } from './pane.ts';
import { hopSign, isLate, isOnItsWay } from './on-its-way.ts';
import { sign } from './signs.ts';

/** The causal chain of what is chosen, as a tree, with the time that each hop took. */
export const chain: Pane = {
  id: 'chain',
  title: 'chain',
  about: 'the causal chain of what is chosen, hop by hop: latency, the critical path, what is missing',
  empty: () => 'the chain of what is chosen appears here, hop by hop',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'hop', width: 'rest', drop: 0, least: 48 },
    { title: 'where', width: 34, drop: 4 },
    { title: 'share', width: 6, drop: 3 },
    { title: 'root', width: 6, drop: 2, align: 'right' },
    { title: 'cause', width: 6, drop: 1, align: 'right' },
  ],
  rows: ({ look: { ledger }, lit, picked }) => {
    const lines = treeLines(lit.chain);
    const path = criticalPath(lit.chain);
    const critical = new Set(path.hops);
    const places = new Map(lines.map(({ hop }, index) => [hop.id, index]));
    return {
      length: lines.length,
      row: (index) => {
        const line = lines[index]!;
        const system = picked?.system ?? '';
        return {
          ...rowOf(line, system, path, critical),
          changes: () => hopChanges(ledger, system, line.hop),
        };
      },
      find: ({ id }) => places.get(id) ?? -1,
      anchor: 0,
    };
  },
  summary: ({ look: { ledger }, lit, picked }) =>
    lit.chain.length === 0 ? '' : [summaryOf(lit.chain), ...chainClocks(ledger, picked)].join(', '),
};

function summaryOf(hops: readonly Hop[]): string {
  const missing = hops.filter(isLate).length;
  const waiting = hops.filter(isOnItsWay).length;
  const injected = hops.filter((hop) => hop.injected || hop.kind === 'fault').length;
  const { totalMs } = criticalPath(hops);
  return [
    `${hops.length} hops`,
    ...(waiting > 0 ? [`${waiting} on its way ${sign.waiting}`] : []),
    ...(missing > 0 ? [`${missing} missing ${sign.failed}`] : []),
    ...(injected > 0 ? [`${injected} injected !`] : []),
    ...(totalMs === null ? [] : [`${sign.critical} critical path ${duration(totalMs)}`]),
  ].join(', ');
}

function rowOf(
  { hop, branch, root }: TreeLine,
  system: string,
  path: CriticalPath,
  critical: ReadonlySet<string>,
): PaneRow {
  const { id, kind, correlation, ref, type, service } = hop;
  const isCritical = critical.has(id);
  const lead = `${branch}${hopSign(hop)} `;
  const labels = labelTexts(hop).map(
    (label) => lead + (isOnItsWay(hop) ? label.replace(/^missing: /, 'on its way: ') : label),
  );
  const wheres = refTexts(hop);
  return {
    id,
    picks: { system, correlation, hop: id },
    hops: [id],
    cells: [
      { text: isCritical ? sign.critical : '', tone: 'accent' },
      { text: labels[0] ?? lead, shorter: shortestOf(labels), tone: toneOf(hop) },
      { text: wheres[0] ?? '', shorter: shortestOf(wheres), tone: 'dim' },
      barCell(shareOf(hop, path), isCritical),
      { text: shortMs(hop.sinceRootMs), tone: 'dim' },
      { text: root ? '' : shortMs(hop.sinceCauseMs), ...(isCritical && { tone: 'strong' as const }) },
    ],
    fields: () => ({
      kind,
      type,
      service,
      key: typeof ref.key === 'string' ? ref.key : '',
      missing: kind === 'missing' ? type : '',
      injected: hop.injected ? 'yes' : '',
    }),
    detail: () => hop,
  };
}

/** The longest of them that fits, else the shortest. */
function shortestOf(texts: readonly string[]): (width: number) => string {
  return (width) => texts.find((text) => Array.from(text).length <= width) ?? texts.at(-1) ?? '';
}

const barWidth = 6;

function barCell(share: number, isCritical: boolean): Cell {
  const halves = Math.round(share * barWidth * 2);
  const text = sign.lineage.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? sign.halfBar : '');
  return { text, tone: isCritical ? 'accent' : 'dim' };
}

function toneOf(hop: Hop): Tone {
  const { kind, injected, ref } = hop;
  if (isOnItsWay(hop)) return 'dim';
  if (kind === 'missing' || kind === 'parked') return 'bad';
  if (kind === 'retry' || kind === 'duplicate' || kind === 'fault' || injected || ref.outcome === 'FAILURE')
    return 'unsure';
  return kind === 'http' ? 'strong' : 'plain';
}
