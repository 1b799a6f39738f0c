import { exitCode, UsageError } from '../../lib/errors.ts';
import { oneLine, wrap } from '../../reporters/text/fit.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { verdictWord } from '../../reporters/text/verdict.ts';
import { explain as explainScenario } from '../../runs/explain/explain.ts';
import type { RecordedScenario } from '../../runs/recording.ts';
import { retell } from '../../runs/retell.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';
import { openRun } from './open-run.ts';

/** In a few sentences why each scenario of a recorded run ended as it did. */
export async function explain(
  context: CommandContext,
  name: string,
  scenario: string | undefined,
  flags: { readonly json?: boolean },
): Promise<number> {
  const { recording } = await openRun(context, name);
  const { header, scenarios } = retell(recording);
  const explained = chosen(scenarios, scenario).map(explainScenario);
  const { stdout, env } = context;
  if (flags.json === true) {
    stdout.write(`${JSON.stringify({ v: 1, run: header.id, scenarios: explained }, undefined, 2)}\n`);
    return exitCode.pass;
  }
  const paint = paintWith(wantsColor(env, stdout.isTTY));
  const width = widthOf(context);
  if (explained.length === 0) stdout.write('no scenario of it came to its end\n');
  for (const { title, verdict, sentences } of explained) {
    const lines = sentences.flatMap((sentence) => wrap(oneLine(sentence).split(' '), width - 2));
    stdout.write(
      `${verdictWord(verdict, paint)} ${paint.strong(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`,
    );
  }
  return exitCode.pass;
}

function chosen(
  scenarios: readonly RecordedScenario[],
  name: string | undefined,
): readonly RecordedScenario[] {
  if (name === undefined) return scenarios;
  const found = scenarios.filter(({ title, report }) => title === name || report.name === name);
  if (found.length > 0) return found;
  throw new UsageError(
    thereIsNo(
      'scenario',
      name,
      scenarios.map(({ report }) => report.name),
    ),
  );
}
