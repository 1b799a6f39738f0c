import type { InvariantResult } from '../model/verdict.ts';
import { attemptTitle, titleOf, type ScenarioReport, type SkippedScenario } from '../scenario/report.ts';
import type { MakeReporter } from './reporter.ts';
import { findings } from './text/findings.ts';
import { oneLine } from './text/fit.ts';
import { jsonText } from './text/json-text.ts';

interface Point {
  readonly name: string;
  readonly verdict: InvariantResult['verdict'];
  readonly details: Readonly<Record<string, unknown>>;
}

/** TAP 14 (https://testanything.org/tap-version-14-specification.html): a point a scenario, skipped ones too, its checks as a subtest. */
export const tap: MakeReporter = ({ write }) => {
  let number = 0;
  return {
    on(event) {
      if (event.type === 'run-started') write('TAP version 14\n');
      if (event.type === 'scenario-finished')
        write(event.retrying === true ? attemptComment(event.report) : scenarioPoint(event.report, ++number));
      if (event.type !== 'run-finished') return;
      const { error, skipped = [] } = event.report;
      for (const each of skipped) write(skippedPoint(each, ++number));
      write(error === undefined ? `1..${number}\n` : `Bail out! ${escapeText(error.message)}\n`);
    },
  };
};

/** An attempt that is not the last word is no point of its own: comments are what harnesses pass over. */
function attemptComment(report: ScenarioReport): string {
  const what = findings(report).map(({ name, text }) => `${name}: ${text}`);
  const lines = [`${attemptTitle(report)}: ${report.verdict}, run again`, ...what];
  return lines.map((line) => `# ${escapeText(oneLine(line))}\n`).join('');
}

function scenarioPoint(scenario: ScenarioReport, number: number): string {
  const points: Point[] = [
    ...scenario.steps.map(({ name, verdict, error }) => ({ name, verdict, details: { error } })),
    ...scenario.expectations.map(({ name, verdict, error, lastSeen }) => ({
      name,
      verdict,
      details: { error, lastSeen },
    })),
    ...scenario.invariants.map(({ name, verdict, proof }) => ({ name, verdict, details: { proof } })),
  ];
  const name = titleOf(scenario);
  const { verdict, flaky, attempt } = scenario;
  const lines = [
    `# Subtest: ${escapeText(name)}`,
    ...points.flatMap((point, index) => pointLines(point, index + 1)).map((line) => `    ${line}`),
    `    1..${points.length}`,
    ...pointLines({ name, verdict, details: flaky === true ? { flaky, attempt } : {} }, number),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function skippedPoint(scenario: SkippedScenario, number: number): string {
  return `ok ${number} - ${escapeText(titleOf(scenario))} # SKIP ${escapeText(scenario.why)}\n`;
}

function pointLines({ name, verdict, details }: Point, number: number): string[] {
  const ok = verdict === 'pass' || verdict === 'not-applicable' ? 'ok' : 'not ok';
  const skip = verdict === 'not-applicable' ? ' # SKIP not applicable' : '';
  const point = `${ok} ${number} - ${escapeText(name)}${skip}`;
  const told = ok === 'ok' ? details : { verdict, ...details };
  const known = Object.entries(told).filter(([, value]) => value !== undefined);
  if (known.length === 0) return [point];
  // JSON is YAML: each value on one line, nothing to indent or to escape.
  return [point, '  ---', ...known.map(([key, value]) => `  ${key}: ${jsonText(value)}`), '  ...'];
}

function escapeText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\#]/g, String.raw`\$&`);
}
