import { exitCode, UsageError } from '../../lib/errors.ts';
import type { Scalar } from '../../scenario/scalar.ts';
import type { CommandContext } from '../context.ts';
import { settingsOf, type RunFlags } from './run-flags.ts';
import { refuseInvalid } from './select.ts';
import { selectForRun } from './select-for-run.ts';

/** What the screen, on which each scenario runs once and nobody writes a report, has no use for. */
const ofReports = {
  '--json': ({ json }) => json === true,
  '--timeout': ({ timeout }) => timeout !== undefined,
  '--seed': ({ seed }) => seed !== undefined,
  '--repeat-each': ({ repeatEach }) => repeatEach !== undefined,
  '--retries': ({ retries }) => retries !== undefined,
  '--fail-on-flaky': ({ failOnFlaky }) => failOnFlaky === true,
  '--max-failures': ({ maxFailures }) => maxFailures !== undefined,
  '--bail': ({ bail }) => bail === true,
  '--artifacts': ({ artifacts }) => artifacts !== undefined,
  '--reporter': ({ reporter }) => reporter.length > 0,
} as const satisfies Record<string, (flags: RunFlags) => boolean>;

/**
 * `run <scenario> --tui`: the dashboard, on which they run one after another; it stays until the user quits.
 * @throws UsageError where it cannot do what a flag asks for
 */
export async function runOnScreen(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<number> {
  const unheard = Object.entries(ofReports).find(([, isGiven]) => isGiven(flags))?.[0];
  if (unheard !== undefined)
    throw new UsageError(
      `--tui runs each scenario once and shows it; ${unheard} has no effect there. Leave it out, or run without --tui.`,
    );
  const settings = settingsOf(flags);
  const selection = await selectForRun(context, names, flags, settings);
  refuseInvalid(selection);
  const { scenarios, systems, emptyBecause } = selection;
  if (emptyBecause !== undefined) {
    context.stderr.write(`${emptyBecause}\n`);
    return exitCode.pass;
  }
  const { showLab } = await import('../tui/tui.ts');
  const variables = Object.fromEntries(settings.variables) as Readonly<Record<string, Scalar>>;
  const system = systems.map(({ file }) => file);
  return showLab(context, { ...flags, system }, { scenarios, variables });
}
