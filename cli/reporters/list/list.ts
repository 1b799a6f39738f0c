import type { RunEvent } from '../../scenario/events.ts';
import {
  attemptTitle,
  type ExpectationReport,
  type RunReport,
  type ScenarioReport,
  type StepReport,
} from '../../scenario/report.ts';
import type { MakeReporter } from '../reporter.ts';
import { columns, elide, oneLine, padStart, wrap } from '../text/fit.ts';
import { paintWith, type Paint } from '../text/paint.ts';
import { duration } from '../text/time.ts';
import { tally, verdictGlyph, verdictLegend, verdictWord } from '../text/verdict.ts';
import { chainText } from './chain.ts';
import { evidence } from './evidence.ts';
import { legend } from './glyph.ts';
import { invariantText } from './invariants.ts';
import { sagasText } from './sagas.ts';

/** For people: what happened, hop by hop, with a verdict. Steps are told as they pass, the rest when it is known. */
export const list: MakeReporter = ({ write, color, width }) => {
  const paint = paintWith(color);
  const print = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  let label = '';
  return {
    on(event: RunEvent) {
      switch (event.type) {
        case 'run-started':
          label = event.label;
          return;
        case 'scenario-started':
          return print([
            paint.strong(elide(attemptTitle(event), width)),
            ...wrap(oneLine(event.about).split(' ').filter(Boolean), width - 2).map((line) => `  ${line}`),
            '',
          ]);
        case 'step-finished':
          return print(checkText(event.step, width, paint));
        case 'expectation-finished':
          return;
        case 'scenario-finished':
          return print(scenarioText(event.report, width, paint, event.retrying));
        case 'run-finished':
          return print(summary(event.report, label, width, paint));
      }
    },
  };
};

function scenarioText(report: ScenarioReport, width: number, paint: Paint, retrying = false): string[] {
  const missing = report.chain.filter(({ kind }) => kind === 'missing').map((hop) => hop.label);
  // Told once, under the first that wanted for them: the rest follows.
  const first = report.expectations.find(({ verdict }) => verdict !== 'pass');
  const time = `in ${duration(report.durationMs)}${afterthought(report, retrying)}`;
  const title = elide(attemptTitle(report), width - 15 - columns(time));
  return [
    '',
    ...block(chainText(report.chain, width, paint)),
    ...block(sagasText(report.sagas ?? [], width, paint)),
    ...block(
      report.expectations.flatMap((each) => [
        ...checkText(each, width, paint),
        ...(each.verdict === 'pass' ? [] : evidence(each, each === first ? missing : [], width, paint)),
      ]),
    ),
    ...block(invariantText(report.invariants, width, paint)),
    `${verdictWord(report.verdict, paint)} ${title} ${paint.dim(time)}`,
    '',
  ];
}

function afterthought({ flaky }: ScenarioReport, retrying: boolean): string {
  if (retrying) return ', run again';
  return flaky === true ? ', flaky' : '';
}

function block(lines: string[]): string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

function checkText(check: StepReport | ExpectationReport, width: number, paint: Paint): string[] {
  const time = duration(check.ms);
  const name = elide(oneLine(check.name), width - 6 - time.length);
  const gap = padStart(time, width - 4 - columns(name));
  const line = `  ${verdictGlyph(check.verdict, paint)} ${name}${paint.dim(gap)}`;
  if (check.error === undefined) return [line];
  return [
    line,
    ...wrap(oneLine(check.error).split(' '), width - 6).map((text) => `      ${paint.bad(text)}`),
  ];
}

function summary(report: RunReport, label: string, width: number, paint: Paint): string[] {
  const signs = [...legend(report.scenarios.map(({ chain }) => chain)), ...verdictLegend(report.scenarios)];
  const stack = label === '' ? [] : [paint.dim(elide(label, width))];
  if (report.scenarios.length === 0) return [];
  return [
    ...wrap(signs, width, '  ').map((line) => paint.dim(line)),
    ...stack,
    ...(report.notes ?? []).flatMap((note) => wrap(note.split(' '), width).map((line) => paint.dim(line))),
    ...(report.seed === undefined ? [] : [paint.dim(`seed ${report.seed}`)]),
    `${verdictWord(report.verdict, paint)} ${tally(report.scenarios)} ${paint.dim(`in ${duration(report.durationMs)}`)}`,
  ];
}
