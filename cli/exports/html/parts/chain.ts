import type { Hop } from '../../../model/hop.ts';
import { glyph, legend } from '../../../reporters/list/glyph.ts';
import { refTexts } from '../../../reporters/list/hop-texts.ts';
import { treeLines } from '../../../reporters/list/tree.ts';
import { shortMs } from '../../../reporters/text/time.ts';
import { criticalPath } from '../../critical-path.ts';
import { markup, type Markup } from '../markup.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { HopNumbers } from './hop-numbers.ts';

/** The chain as a tree, a hop a line, with its latency; what is on the critical path says so. */
export function chainOf(chain: readonly Hop[], numbers: HopNumbers, timeline: Timeline): Markup {
  const critical = criticalPath(chain);
  const longest = Math.max(1, ...chain.map(({ sinceRootMs }) => sinceRootMs ?? 0));
  const lines = treeLines(chain).map(({ hop, branch, root }) => {
    const { kind, label, injected, sinceRootMs, sinceCauseMs } = hop;
    const isCritical = critical.has(hop.id);
    const names = [
      'hop',
      `k-${kind}`,
      root ? 'root' : '',
      isCritical ? 'critical' : '',
      hop.ref.outcome === 'FAILURE' ? 'refusal' : '',
    ];
    const text = (kind === 'missing' ? `missing: ${label}` : label) + (injected ? ' (injected)' : '');
    return markup`<li class="${names.filter(Boolean).join(' ')}" data-hops="${numbers([hop])}" data-at="${timeline.momentOf(hop)}">
      <button type="button"><span class="branch" aria-hidden="true">${branch}${glyph(kind)}</span><span class="label"><span class="unseen">${kind}: </span>${text}${isCritical ? markup`<span class="unseen"> (critical path)</span>` : undefined}</span></button>
      <span class="ref">${refTexts(hop)[0]}</span>
      <span class="ms">${shortMs(sinceRootMs)}</span><span class="ms">${root ? '' : shortMs(sinceCauseMs)}</span>
      ${bar(hop, longest)}
    </li>`;
  });
  return markup`<div class="chain-head dim" aria-hidden="true"><span>hop</span><span class="ref">where</span><span class="ms">ms since root</span><span class="ms">since cause</span><span class="bar"></span></div>
    <ol class="chain">${lines}</ol>
    <p class="dim legend">${legend([chain]).join('  ')}  ▍ critical path</p>`;
}

/** When it came after its cause: attributes only, as the page allows no style in markup. */
function bar({ sinceRootMs, sinceCauseMs }: Hop, longest: number): Markup {
  if (sinceRootMs === null) return markup`<span class="bar"></span>`;
  const end = (100 * Math.max(0, sinceRootMs)) / longest;
  const width = Math.min(end, (100 * Math.max(0, sinceCauseMs ?? 0)) / longest);
  return markup`<svg class="bar" viewBox="0 0 104 10" preserveAspectRatio="none" aria-hidden="true"><rect x="${(end - width).toFixed(1)}" y="2" width="${(width + 1.5).toFixed(1)}" height="6"/></svg>`;
}
