import { exitCode } from '../../lib/errors.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { planOf } from '../../scenario/plan.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';
import { scenariosDocument } from '../scenarios-document.ts';
import { askedStack } from '../asked-stack.ts';
import { planText } from './plan-text.ts';
import { settingsOf, type RunFlags, type RunSettings } from './run-flags.ts';
import { refuseInvalid, type Selection } from './select.ts';
import { selectForRun } from './select-for-run.ts';

/** `--list` and `--dry-run`: what would run. Nothing is started, no file is written. @throws UsageError, InvalidFileError */
export async function preview(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<number> {
  const settings = settingsOf(flags);
  const asked = await askedStack(context, flags);
  const selection = await selectForRun(context, names, flags, settings);
  const { scenarios, systems, emptyBecause } = selection;
  asked.systemsOf(systems);
  if (emptyBecause !== undefined) context.stderr.write(`${emptyBecause}\n`);
  if (flags.list === true) {
    const ids = () => scenarios.map(({ id }) => `${id}\n`).join('');
    context.stdout.write(flags.json === true ? scenariosDocument(scenarios) : ids());
    return exitCode.pass;
  }
  refuseInvalid(selection);
  context.stdout.write(dryRun(context, selection, flags, settings));
  return exitCode.pass;
}

function dryRun(
  context: CommandContext,
  { scenarios, systems }: Selection,
  { json }: RunFlags,
  { variables, limits, repeatEach = 1, retries = 0, seed }: RunSettings,
): string {
  const plans = scenarios.map((loaded) => {
    const { system } = systems.find((each) => each.system.name === loaded.scenario.system)!;
    return planOf(loaded, system, variables, limits.timeoutMs);
  });
  if (json === true)
    return `${jsonText({ v: 1, repeatEach, retries, ...(seed !== undefined && { seed }), scenarios: plans }, 2)}\n`;
  const paint = paintWith(wantsColor(context.env, context.stdout.isTTY));
  const lines = plans.flatMap((plan, index) =>
    planText(plan, `${index + 1}/${plans.length}`, widthOf(context), paint),
  );
  const how = [
    ...(repeatEach === 1 ? [] : [`each ${repeatEach} times`]),
    ...(retries === 0 ? [] : [`what does not pass up to ${retries} times more`]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
  ];
  const count = `${plans.length} ${plans.length === 1 ? 'scenario' : 'scenarios'} would run`;
  return [...lines, [count, ...how].join(', '), ''].join('\n');
}
