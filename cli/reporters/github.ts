import { attemptTitle, titleOf, type RunReport, type ScenarioReport } from '../scenario/report.ts';
import { mermaidText } from '../sequence/mermaid.ts';
import { sequenceOf } from '../sequence/sequence.ts';
import type { MakeReporter } from './reporter.ts';
import { earlierFindings, findings } from './text/findings.ts';
import { duration } from './text/time.ts';
import { tally } from './text/verdict.ts';

/** A summary may have a mebibyte (https://docs.github.com/actions, limits of job summaries); a diagram has 48 KB at most. */
const mostDiagrams = 10;

/** Annotations of GitHub Actions (workflow commands), and Markdown for the job's summary. */
export const github: MakeReporter = ({ write, summary }) => ({
  on(event) {
    if (event.type === 'scenario-finished') {
      const { report, retrying } = event;
      for (const { verdict, name, text } of findings(report)) {
        // What is run again may still pass: an error it is only when it does not.
        const level = verdict === 'fail' && retrying !== true ? 'error' : 'warning';
        write(annotation(level, `${attemptTitle(report)}: ${name}`, text));
      }
      if (report.flaky === true)
        write(annotation('warning', `${titleOf(report)}: flaky`, `passed only at attempt ${report.attempt}`));
    }
    if (event.type !== 'run-finished') return;
    const { error } = event.report;
    if (error !== undefined) write(annotation('error', `saga-lab: ${error.code}`, error.message));
    summary?.(markdown(event.report));
  },
});

function annotation(level: 'error' | 'warning', title: string, message: string): string {
  return `::${level} title=${escapeProperty(title)}::${escapeData(message === '' ? title : message)}\n`;
}

/** As actions/toolkit does it (packages/core/src/command.ts). */
function escapeData(text: string): string {
  // A colour code of a service would colour the rest of the log.
  const calm = text.replaceAll(/[^\P{Cc}\r\n]/gu, ' ');
  return calm.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function markdown(report: RunReport): string {
  const rows = report.scenarios.map((scenario) => {
    const noted = [...earlierFindings(scenario), ...findings(scenario)];
    const notes = noted.map(({ name, text }) => `${cell(name)}: ${cell(text)}`);
    return `| ${cell(titleOf(scenario))} | ${verdictText(scenario)} | ${duration(scenario.durationMs)} | ${notes.join('<br>')} |`;
  });
  const head = ['| scenario | verdict | time | findings |', '| --- | --- | --- | --- |'];
  const lines = [
    '### saga-lab',
    '',
    `${tally(report.scenarios)} on the ${report.stack} stack`,
    '',
    ...head,
    ...rows,
    '',
    ...diagrams(report.scenarios.filter(({ verdict, chain }) => verdict !== 'pass' && chain.length > 0)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function verdictText({ verdict, flaky, attempt }: ScenarioReport): string {
  return flaky === true ? `flaky: passed at attempt ${attempt}` : verdict;
}

/** What happened in those that did not pass, as GitHub draws it. */
function diagrams(scenarios: readonly ScenarioReport[]): string[] {
  const drawn = scenarios.slice(0, mostDiagrams).flatMap((scenario) => {
    const { verdict, chain } = scenario;
    return [
      `<details><summary>${cell(titleOf(scenario))}: ${verdict}, what happened</summary>`,
      '',
      '```mermaid',
      mermaidText(sequenceOf([{ chain }])).trimEnd(),
      '```',
      '',
      '</details>',
      '',
    ];
  });
  const left = scenarios.length - mostDiagrams;
  return left > 0 ? [...drawn, `Diagrams of ${left} more are left out.`, ''] : drawn;
}

function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', String.raw`\|`)
    .replaceAll('<', '&lt;');
}
