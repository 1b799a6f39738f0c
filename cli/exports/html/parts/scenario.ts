import { duration } from '../../../reporters/text/time.ts';
import type { RecordedScenario } from '../../../runs/recording.ts';
import { sequenceOf } from '../../../sequence/sequence.ts';
import { sequenceSvg } from '../../../sequence/svg/svg.ts';
import { markup, Markup } from '../markup.ts';
import { itemsOf } from '../timeline/items.ts';
import { mostMoments, type Timeline } from '../timeline/timeline.ts';
import { chainOf } from './chain.ts';
import { checksOf, verdictMark } from './checks.ts';
import { numberHops } from './hop-numbers.ts';
import { panesOf } from './panes.ts';

export interface ScenarioPart {
  readonly markup: Markup;
  readonly timeline: Timeline;
}

interface Place {
  readonly index: number;
  /** Number of its first hop in the page. */
  readonly first: number;
  readonly isOpen: boolean;
}

/** All that there is to see of one scenario. */
export function scenarioPart(scenario: RecordedScenario, { index, first, isOpen }: Place): ScenarioPart {
  const { title, report, chain } = scenario;
  const items = itemsOf(scenario);
  const numbers = numberHops(chain, first);
  const { timeline } = items;
  const svg = sequenceSvg(sequenceOf([{ chain }]), {
    title: `Sequence diagram of ${title}`,
    hopName: (id) => numbers([id]),
  });
  const page = markup`<details class="scenario" id="s${index}" data-scenario="${index}"${isOpen ? markup` open` : undefined}>
    <summary><h2>${title}</h2> ${verdictMark(report.verdict)} <span class="dim">${duration(report.durationMs)}</span></summary>
    ${checksOf(report)}
    ${scrubber(timeline, index)}
    ${panesOf(items, numbers)}
    <section class="chain-part"><h3>Chain <span class="dim">what caused what; choose a line and all that belongs to it lights up</span></h3>${chainOf(chain, numbers, timeline)}</section>
    <section class="sequence-part"><h3>Sequence</h3><div class="drawing" tabindex="0" role="region" aria-label="Sequence diagram, scrollable">${new Markup(svg)}</div></section>
  </details>`;
  return { markup: page, timeline };
}

/** Hidden where no script runs: then everything is shown as it was at the end. */
function scrubber({ moments, leftOut }: Timeline, index: number): Markup {
  const last = Math.max(0, moments.length - 1);
  const rest =
    leftOut === 0
      ? undefined
      : markup`<p class="note">Only the first ${mostMoments} of ${mostMoments + leftOut} observations can be gone to; the rest is shown at the last.</p>`;
  return markup`<div class="scrubber" hidden>
    <button type="button" data-go="first" aria-label="first moment">|◂</button>
    <button type="button" data-go="back" aria-label="one moment back">◂</button>
    <button type="button" data-go="play" aria-label="play" aria-pressed="false">▸▸</button>
    <button type="button" data-go="on" aria-label="one moment on">▸</button>
    <button type="button" data-go="last" aria-label="last moment">▸|</button>
    <label class="unseen" for="t${index}">moment</label>
    <input id="t${index}" type="range" min="0" max="${last}" value="${last}" step="1">
    <output for="t${index}"></output>
  </div>${rest}`;
}
