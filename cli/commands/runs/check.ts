import { invariantText } from '../../reporters/list/invariants.ts';
import { elide, oneLine, wrap } from '../../reporters/text/fit.ts';
import { paintWith, type Paint } from '../../reporters/text/paint.ts';
import { verdictGlyph, verdictWord } from '../../reporters/text/verdict.ts';
import { checkRecording, type CheckedScenario } from '../../runs/check/check.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';
import { loadSystems } from '../systems-option.ts';
import { codeOf } from '../verdict-code.ts';
import { openRun } from './open-run.ts';

/** Judges a recorded run again; the exit code is that of a run with this verdict. */
export async function check(
  context: CommandContext,
  name: string,
  flags: { readonly system: readonly string[]; readonly json?: boolean },
): Promise<number> {
  const systems = await loadSystems(flags.system, context.cwd);
  const { recording } = await openRun(context, name);
  const report = checkRecording(
    recording,
    systems.map(({ system }) => system),
  );
  const { stdout, env } = context;
  if (flags.json === true)
    stdout.write(`${JSON.stringify({ v: 1, run: recording.header.id, ...report }, undefined, 2)}\n`);
  else {
    const paint = paintWith(wantsColor(env, stdout.isTTY));
    const lines = report.scenarios.flatMap((scenario) => scenarioText(scenario, widthOf(context), paint));
    stdout.write([...lines, verdictWord(report.verdict, paint)].map((line) => `${line}\n`).join(''));
  }
  return codeOf(report.verdict);
}

function scenarioText(
  { title, verdict, invariants, expectations }: CheckedScenario,
  width: number,
  paint: Paint,
): string[] {
  const changed = invariants.filter((each) => each.recorded !== undefined && each.recorded !== each.verdict);
  const kept = expectations.filter(({ judgedAgain }) => !judgedAgain).length;
  return [
    `${verdictWord(verdict, paint)} ${paint.strong(elide(title, width - 14))}`,
    ...expectations
      .filter((each) => each.judgedAgain || each.verdict !== 'pass')
      .flatMap(({ name, verdict, error }) => [
        `  ${verdictGlyph(verdict, paint)} ${elide(oneLine(name), width - 4)}`,
        ...wrap(
          oneLine(error ?? '')
            .split(' ')
            .filter(Boolean),
          width - 6,
        ).map((text) => `      ${paint.bad(text)}`),
      ]),
    ...invariantText(invariants, width, paint),
    ...changed.map(
      ({ name, recorded, verdict }) => `  ${name} was ${recorded ?? ''} in the run and is ${verdict} now`,
    ),
    ...(kept === 0 ? [] : [paint.dim(`  ${keptText(kept)}`)]),
    '',
  ];
}

/** Of most, a recording cannot be asked. */
function keptText(count: number): string {
  return count === 1
    ? '1 expectation is not judged again: it keeps the verdict of the run'
    : `${count} expectations are not judged again: they keep the verdict of the run`;
}
