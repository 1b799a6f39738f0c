import { createHash } from 'node:crypto';
import { jsonText } from '../../reporters/text/json-text.ts';
import { tally } from '../../reporters/text/verdict.ts';
import type { RecordedScenario, RetoldRun } from '../../runs/recording.ts';
import { sequenceStyle } from '../../sequence/svg/style.ts';
import { clientFile } from './client-files.ts';
import { markup, Markup, scriptJson } from './markup.ts';
import { checksOf, verdictMark } from './parts/checks.ts';
import { scenarioPart } from './parts/scenario.ts';
import { duration } from '../../reporters/text/time.ts';

/** Scenarios and hops that are told in full: a file is to be opened by a browser. */
const mostScenarios = 40;
const mostHops = 20_000;

/** The run as one file that opens without a network: verdicts, chains, diagrams, and the system at every moment. */
export function htmlOf(run: RetoldRun): string {
  const [style, script] = [`${sequenceStyle}\n${clientFile('page.css')}`, clientFile('viewer.mjs')];
  const { full, short } = chosen(run.scenarios);
  let first = 0;
  const parts = full.map((scenario, index) => {
    const part = scenarioPart(scenario, index, first);
    first += scenario.chain.length;
    return part;
  });
  const data = jsonText({
    v: 1,
    scenarios: full.map(({ title, report, chain }, index) => ({
      title,
      verdict: report.verdict,
      moments: parts[index]!.timeline.moments,
      chain,
    })),
  });
  // What the page may do: run this script and use this style, and nothing else, from nowhere.
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  const title = `saga-lab: ${run.report.verdict}, ${tally(run.report.scenarios)}`;
  return `<!doctype html>\n${
    markup`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><style>${new Markup(style)}</style></head><body>
${headOf(run, full)}
<main>${parts.map(({ markup }) => markup)}${short.length === 0 ? undefined : shortPart(short)}</main>
<p class="unseen" role="status" id="said"></p>
<script type="application/json" id="run">${scriptJson(data)}</script>
<script type="module">${new Markup(script)}</script></body></html>`.text
  }\n`;
}

/** Those that did not pass first where not all can be told in full; in the order of the run. */
function chosen(scenarios: readonly RecordedScenario[]) {
  const wanted = new Set<RecordedScenario>();
  let hops = 0;
  const byNeed = scenarios.toSorted(
    (left, right) => Number(left.report.verdict === 'pass') - Number(right.report.verdict === 'pass'),
  );
  for (const scenario of byNeed) {
    hops += scenario.chain.length;
    if (wanted.size < mostScenarios && hops <= mostHops) wanted.add(scenario);
  }
  return {
    full: scenarios.filter((each) => wanted.has(each)),
    short: scenarios.filter((each) => !wanted.has(each)),
  };
}

function headOf({ header, report, damage }: RetoldRun, full: readonly RecordedScenario[]): Markup {
  const { versions } = header;
  const facts = [
    header.label,
    `lab ${header.lab}`,
    ...(report.seed === undefined ? [] : [`seed ${report.seed}`]),
    header.at,
    `run ${header.id}`,
    `saga-lab ${versions.sagaLab}, Node.js ${versions.node}, ${versions.platform}`,
  ];
  const notes = [damage, report.error && `${report.error.code}: ${report.error.message}`];
  const links = full.map(({ title }, index) => markup`<li><a href="#s${index}">${title}</a></li>`);
  return markup`<header><h1>saga-lab ${verdictMark(report.verdict)}</h1>
<p>${tally(report.scenarios)} in ${duration(report.durationMs)}</p>
<p class="dim">${facts.join(' · ')}</p>
${notes.filter((note) => note !== undefined).map((note) => markup`<p class="note">${note}</p>`)}
${links.length < 2 ? undefined : markup`<nav aria-label="scenarios"><ul>${links}</ul></nav>`}</header>`;
}

function shortPart(scenarios: readonly RecordedScenario[]): Markup {
  const parts = scenarios.map(
    ({ title, report }) =>
      markup`<details class="scenario"><summary><h2>${title}</h2> ${verdictMark(report.verdict)}</summary>${checksOf(report)}</details>`,
  );
  return markup`<p class="note">${scenarios.length} more are told without chain and panes, so that this file stays small.</p>${parts}`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
