import { titleOf } from '../scenario/report.ts';
import type { MakeReporter } from './reporter.ts';
import { oneLine, wrap } from './text/fit.ts';
import { paintWith } from './text/paint.ts';
import { duration } from './text/time.ts';
import { earlierFindings, findings } from './text/findings.ts';
import { scenarioGlyph, tally, verdictGlyph, verdictWord } from './text/verdict.ts';

/** One sign a scenario, then what went wrong. */
export const dot: MakeReporter = ({ write, color, width }) => {
  const paint = paintWith(color);
  return {
    on(event) {
      if (event.type === 'scenario-finished' && event.retrying !== true)
        write(scenarioGlyph(event.report, paint));
      if (event.type !== 'run-finished' || event.report.scenarios.length === 0) return;
      const { verdict, durationMs, scenarios } = event.report;
      const problems = scenarios.flatMap((scenario) =>
        [...earlierFindings(scenario), ...findings(scenario)].map((finding) => {
          const words = oneLine(`${titleOf(scenario)}: ${finding.name}: ${finding.text}`).split(' ');
          return `${verdictGlyph(finding.verdict, paint)} ${wrap(words, width - 2).join('\n  ')}\n`;
        }),
      );
      write(
        `\n${problems.join('')}${verdictWord(verdict, paint)} ${tally(scenarios)} in ${duration(durationMs)}\n`,
      );
    },
  };
};
