import { jsonText } from '../../reporters/text/json-text.ts';
import { duration } from '../../reporters/text/time.ts';
import { tally } from '../../reporters/text/verdict.ts';
import type { RecordedScenario, RetoldRun } from '../../runs/recording.ts';
import type { RunReport } from '../../scenario/report.ts';
import { markup, type Markup } from './markup.ts';
import { pageOf } from './page.ts';
import { checksOf, verdictMark } from './parts/checks.ts';
import { scenarioPart } from './parts/scenario.ts';

/** Scenarios and hops that are told in full: a file is to be opened by a browser. */
const mostScenarios = 40;
const mostHops = 20_000;
/** Of more scenarios than these only those that did not pass are unfolded. */
const mostOpen = 3;

/** The run as one file that opens without a network: verdicts, chains, diagrams, and the system at every moment. */
export function htmlOf(run: RetoldRun): string {
  const { full, short } = chosen(run.scenarios);
  let first = 0;
  const parts = full.map((scenario, index) => {
    const isOpen = full.length <= mostOpen || scenario.report.verdict !== 'pass';
    const part = scenarioPart(scenario, { index, first, isOpen });
    first += scenario.chain.length;
    return part;
  });
  const scenarios = full.map(({ title, report, chain }, index) => {
    const { moments } = parts[index]!.timeline;
    return { title, verdict: report.verdict, moments, chain };
  });
  const pages = parts.map((part) => part.markup);
  return pageOf({
    title: titleOf(run.report),
    head: headOf(run.report, { facts: factsOf(run), notes: [run.damage], links: full }),
    main: short.length === 0 ? pages : [...pages, shortPart(short)],
    data: jsonText({ v: 1, scenarios }),
  });
}

/** Of a run in which nothing was observed: why. */
export function htmlOfNothing(report: RunReport): string {
  const facts = [`lab ${report.lab}`, `${report.stack} stack`];
  const head = headOf(report, { facts, notes: [], links: [] });
  return pageOf({ title: titleOf(report), head, main: [], data: jsonText({ v: 1, scenarios: [] }) });
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

function titleOf({ verdict, scenarios }: RunReport): string {
  return `saga-lab: ${verdict}, ${tally(scenarios)}`;
}

function factsOf({ header, report }: RetoldRun): string[] {
  const { versions } = header;
  return [
    header.label,
    `lab ${header.lab}`,
    ...(report.seed === undefined ? [] : [`seed ${report.seed}`]),
    header.at,
    `run ${header.id}`,
    `saga-lab ${versions.sagaLab}, Node.js ${versions.node}, ${versions.platform}`,
  ];
}

interface Head {
  readonly facts: readonly string[];
  readonly notes: readonly (string | undefined)[];
  readonly links: readonly { readonly title: string }[];
}

function headOf(report: RunReport, { facts, notes, links }: Head): Markup {
  const said = [...notes, report.error && `${report.error.code}: ${report.error.message}`];
  const items = links.map(({ title }, index) => markup`<li><a href="#s${index}">${title}</a></li>`);
  return markup`<header><h1>saga-lab ${verdictMark(report.verdict)}</h1>
<p>${tally(report.scenarios)} in ${duration(report.durationMs)}</p>
<p class="dim">${facts.join(' · ')}</p>
${said.filter((note) => note !== undefined).map((note) => markup`<p class="note">${note}</p>`)}
${items.length < 2 ? undefined : markup`<nav aria-label="scenarios"><ul>${items}</ul></nav>`}</header>`;
}

function shortPart(scenarios: readonly RecordedScenario[]): Markup {
  const parts = scenarios.map(
    ({ title, report }) =>
      markup`<details class="scenario"><summary><h2>${title}</h2> ${verdictMark(report.verdict)}</summary>${checksOf(report)}</details>`,
  );
  return markup`<p class="note">${scenarios.length} more are told without chain and panes, so that this file stays small.</p>${parts}`;
}
