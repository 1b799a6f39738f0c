import { titleOf, type RunReport, type ScenarioReport, type SkippedScenario } from '../scenario/report.ts';
import { casesOf, type Case } from './junit-cases.ts';
import { chainText } from './list/chain.ts';
import type { MakeReporter } from './reporter.ts';
import { paintWith } from './text/paint.ts';
import { escapeXml } from './text/xml.ts';

/**
 * JUnit XML, written when the run is over: a suite a scenario; a case a step, expectation and invariant, and one
 * of a scenario that was skipped. Attempts
 * before the last are told as Maven Surefire tells reruns, which is what CI servers read: `flakyFailure` where it
 * passed in the end, `rerunFailure` beside the `failure` where it did not.
 */
export const junit: MakeReporter = ({ write }) => ({
  on(event) {
    if (event.type === 'run-finished') write(document(event.report));
  },
});

function document(run: RunReport): string {
  const { scenarios, skipped = [], durationMs, error } = run;
  const suites = scenarios.map((scenario) => ({ scenario, cases: casesOf(scenario) }));
  const left = skipped.map((each) => ({ name: titleOf(each), cases: [skippedCase(each)] }));
  const broken: Case[] =
    error === undefined
      ? []
      : [
          {
            name: error.code,
            verdict: 'inconclusive',
            ms: 0,
            message: error.message,
            detail: error.message,
            earlier: [],
          },
        ];
  const all = [...[...suites, ...left].flatMap(({ cases }) => cases), ...broken];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="saga-lab" ${counts(all)} time="${seconds(durationMs)}">`,
    ...suites.flatMap(({ scenario, cases }) => suite(titleOf(scenario), cases, run, scenario)),
    ...left.flatMap(({ name, cases }) => suite(name, cases, run)),
    ...(broken.length === 0 ? [] : suite('saga-lab', broken, run)),
    '</testsuites>',
    '',
  ].join('\n');
}

function skippedCase({ name, why }: SkippedScenario): Case {
  return { name, verdict: 'not-applicable', ms: 0, message: why, detail: why, earlier: [] };
}

function suite(name: string, cases: readonly Case[], run: RunReport, scenario?: ScenarioReport): string[] {
  const time = seconds(scenario?.durationMs ?? 0);
  const chain =
    scenario === undefined || scenario.verdict === 'pass'
      ? []
      : chainText(scenario.chain, 120, paintWith(false));
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts(cases)} time="${time}">`,
    ...properties(run, scenario),
    ...cases.map((each) => `    ${caseXml(each, name)}`),
    ...(chain.length === 0 ? [] : [`    <system-out>${escapeXml(chain.join('\n'))}</system-out>`]),
    '  </testsuite>',
  ];
}

/** On what, and with which chances it ran: what is needed to run it again. */
function properties({ stack, lab, seed }: RunReport, scenario?: ScenarioReport): string[] {
  const known = Object.entries({ stack, lab, seed, attempt: scenario?.attempt, flaky: scenario?.flaky });
  const lines = known.flatMap(([name, value]) =>
    value === undefined ? [] : [`      <property name="${name}" value="${escapeXml(String(value))}"/>`],
  );
  return ['    <properties>', ...lines, '    </properties>'];
}

function caseXml({ name, verdict, ms, message, detail, earlier }: Case, suite: string): string {
  const open = `<testcase name="${escapeXml(name)}" classname="${escapeXml(suite.replace('/', '.'))}" time="${seconds(ms)}"`;
  const found = outcome(verdict, message, detail) + earlier.map((look) => rerun(look, verdict)).join('');
  return found === '' ? `${open}/>` : `${open}>${found}</testcase>`;
}

function outcome(verdict: Case['verdict'], message: string, detail: string): string {
  const text = `message="${escapeXml(message)}"`;
  switch (verdict) {
    case 'pass':
      return '';
    case 'not-applicable':
      return `<skipped ${text}/>`;
    case 'fail':
      return `<failure ${text}>${escapeXml(detail)}</failure>`;
    case 'inconclusive':
      return `<error type="inconclusive" ${text}>${escapeXml(detail)}</error>`;
  }
}

/** Surefire's form: `message` and `type`, and the detail as `stackTrace`. */
function rerun({ verdict, message, detail }: Case['earlier'][number], last: Case['verdict']): string {
  const element = `${last === 'pass' ? 'flaky' : 'rerun'}${verdict === 'fail' ? 'Failure' : 'Error'}`;
  const attributes = `message="${escapeXml(message)}" type="${verdict}"`;
  return `<${element} ${attributes}><stackTrace>${escapeXml(detail)}</stackTrace></${element}>`;
}

function counts(cases: readonly Case[]): string {
  const count = (verdict: Case['verdict']) => cases.filter((each) => each.verdict === verdict).length;
  return `tests="${cases.length}" failures="${count('fail')}" errors="${count('inconclusive')}" skipped="${count('not-applicable')}"`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
