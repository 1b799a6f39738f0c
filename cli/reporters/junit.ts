import type { InvariantResult } from '../model/verdict.ts';
import { titleOf, type RunReport, type ScenarioReport } from '../scenario/report.ts';
import { chainText } from './list/chain.ts';
import type { MakeReporter } from './reporter.ts';
import { jsonText } from './text/json-text.ts';
import { paintWith } from './text/paint.ts';
import { escapeXml } from './text/xml.ts';

interface Case {
  readonly name: string;
  readonly verdict: InvariantResult['verdict'];
  readonly ms: number;
  readonly message: string;
  readonly detail: string;
}

/** JUnit XML, written when the run is over: a suite a scenario; a case a step, expectation and invariant. */
export const junit: MakeReporter = ({ write }) => ({
  on(event) {
    if (event.type === 'run-finished') write(document(event.report));
  },
});

function document({ scenarios, durationMs, error }: RunReport): string {
  const suites = scenarios.map((scenario) => ({ scenario, cases: casesOf(scenario) }));
  const broken: Case[] =
    error === undefined
      ? []
      : [{ name: error.code, verdict: 'inconclusive', ms: 0, message: error.message, detail: error.message }];
  const all = [...suites.flatMap(({ cases }) => cases), ...broken];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="saga-lab" ${counts(all)} time="${seconds(durationMs)}">`,
    ...suites.flatMap(({ scenario, cases }) => suite(titleOf(scenario), cases, scenario)),
    ...(broken.length === 0 ? [] : suite('saga-lab', broken)),
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf({ steps, expectations, invariants }: ScenarioReport): Case[] {
  return [
    ...steps.map(({ name, verdict, ms, error = '' }) => ({
      name,
      verdict,
      ms,
      message: error,
      detail: error,
    })),
    ...expectations.map(({ name, verdict, ms, error = '', lastSeen }) => {
      const detail = lastSeen === undefined ? error : `${error}\nlast seen: ${jsonText(lastSeen)}`;
      return { name, verdict, ms, message: error, detail };
    }),
    ...invariants.map(({ name, verdict, proof = [] }) => {
      return { name, verdict, ms: 0, message: proof[0] ?? '', detail: proof.join('\n') };
    }),
  ];
}

function suite(name: string, cases: readonly Case[], scenario?: ScenarioReport): string[] {
  const time = seconds(scenario?.durationMs ?? 0);
  const chain =
    scenario === undefined || scenario.verdict === 'pass'
      ? []
      : chainText(scenario.chain, 120, paintWith(false));
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts(cases)} time="${time}">`,
    ...cases.map((each) => `    ${caseXml(each, name)}`),
    ...(chain.length === 0 ? [] : [`    <system-out>${escapeXml(chain.join('\n'))}</system-out>`]),
    '  </testsuite>',
  ];
}

function caseXml({ name, verdict, ms, message, detail }: Case, suite: string): string {
  const open = `<testcase name="${escapeXml(name)}" classname="${escapeXml(suite.replace('/', '.'))}" time="${seconds(ms)}"`;
  const text = `message="${escapeXml(message)}"`;
  switch (verdict) {
    case 'pass':
      return `${open}/>`;
    case 'not-applicable':
      return `${open}><skipped message="not applicable"/></testcase>`;
    case 'fail':
      return `${open}><failure ${text}>${escapeXml(detail)}</failure></testcase>`;
    case 'inconclusive':
      return `${open}><error type="inconclusive" ${text}>${escapeXml(detail)}</error></testcase>`;
  }
}

function counts(cases: readonly Case[]): string {
  const count = (verdict: Case['verdict']) => cases.filter((each) => each.verdict === verdict).length;
  return `tests="${cases.length}" failures="${count('fail')}" errors="${count('inconclusive')}" skipped="${count('not-applicable')}"`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
