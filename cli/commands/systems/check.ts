import type { Check } from '../../checks/check.ts';
import { checkJoins } from '../../checks/check-joins.ts';
import { checkOnce } from '../../checks/check-once.ts';
import { checksDocument, checksText, isBroken } from '../../checks/check-text.ts';
import { exitCode } from '../../lib/errors.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import type { StartOptions } from '../../stack/labs.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import { askedStack } from '../asked-stack.ts';
import { wantsColor, type CommandContext } from '../context.ts';
import { progressOn } from '../progress.ts';
import { labFor } from '../run/lab-for.ts';
import type { StackFlags } from '../stack-options.ts';
import { loadSystemOf } from '../systems-option.ts';

interface CheckFlags extends StackFlags {
  readonly lab: string;
  readonly fileOnly?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/**
 * Checks the file, then what it names: in the lab that is up with this system, else in one that is started for it.
 * Exit code 2: the file is not valid; 3: the lab does not start, or something is not as the file says.
 */
export async function checkSystem(context: CommandContext, name: string, flags: CheckFlags): Promise<number> {
  const { stack, flags: asked, systemsOf } = await askedStack(context, flags);
  const own = [await loadSystemOf(name, context.cwd)];
  const [loaded] = flags.fileOnly === true ? own : systemsOf(own);
  if (loaded === undefined) throw new TypeError(`${name} got lost`);
  const checks = [
    checkFile(loaded),
    ...checkJoins(loaded.system),
    ...checkOnce(loaded.system),
    ...(flags.fileOnly === true ? [] : await look(context, loaded, stack, asked)),
  ];
  context.stdout.write(
    flags.json === true
      ? checksDocument(checks)
      : checksText(checks, paintWith(wantsColor(context.env, context.stdout.isTTY))),
  );
  return isBroken(checks) ? exitCode.stack : exitCode.pass;
}

async function look(
  context: CommandContext,
  loaded: LoadedSystem,
  stack: StartOptions['stack'],
  flags: CheckFlags,
): Promise<Check[]> {
  const progress = progressOn(context, flags.quiet);
  const held = await labFor(context, flags, stack, [loaded], (step) => progress.tell(step)).finally(() =>
    progress.end(),
  );
  try {
    // Drivers take their time to load: they do so once there is something to ask.
    const { lookAtSystem } = await import('../../checks/look-at-system.ts');
    return await lookAtSystem(loaded.system, held.lab);
  } finally {
    await held.release();
  }
}

function checkFile({ system, file }: LoadedSystem): Check {
  const counts = (['services', 'databases', 'topics', 'consumers', 'sagas', 'invariants'] as const).map(
    (what) => `${Object.keys(system[what]).length} ${what}`,
  );
  return { name: `file ${file}`, state: 'ok', detail: counts.join(', ') };
}
