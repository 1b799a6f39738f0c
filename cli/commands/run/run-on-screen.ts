import { UsageError } from '../../lib/errors.ts';
import type { Scalar } from '../../scenario/scalar.ts';
import type { CommandContext } from '../context.ts';
import type { RunFlags } from './run-flags.ts';
import { selectScenarios } from './select.ts';

/** `run <scenario> --tui`: the dashboard, on which they run one after another; it stays until the user quits. */
export async function runOnScreen(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<number> {
  if (flags.reporter.length > 0)
    throw new UsageError('--tui shows the run itself; leave out --reporter, or run without --tui.');
  const { settingsOf } = await import('./run-flags.ts');
  const { variables } = settingsOf(flags);
  const { scenarios, systems } = await selectScenarios(context.cwd, names, flags, variables.keys());
  const { tui } = await import('../tui/tui.ts');
  const given = Object.fromEntries(variables);
  const system = systems.map(({ file }) => file);
  return tui(context, { ...flags, system }, async (session) => {
    for (const { id } of scenarios)
      await session.perform({
        kind: 'run',
        scenario: id,
        variables: given as Readonly<Record<string, Scalar>>,
      });
  });
}
