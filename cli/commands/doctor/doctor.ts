import { checksDocument, checksText, isBroken } from '../../checks/check-text.ts';
import { exitCode } from '../../lib/errors.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import { wantsColor, type CommandContext } from '../context.ts';
import { askedStack } from '../asked-stack.ts';
import { homeOf } from '../lab-of.ts';
import type { StackFlags } from '../stack-options.ts';
import { probeRoleSql } from './external/probe-role.ts';
import { loadSystems } from '../systems-option.ts';
import { checkLabs } from './check-labs.ts';
import { checkPorts } from './check-ports.ts';
import { checkStack } from './check-stack.ts';
import { checkFolder, checkNode } from './checks.ts';

interface DoctorFlags extends StackFlags {
  readonly system: readonly string[];
  readonly json?: boolean;
  readonly sql?: boolean;
}

/** Says whether a lab can run here, and on the servers asked for; exits with the code that starting one would, if it cannot. */
export async function doctor(context: CommandContext, given: DoctorFlags): Promise<number> {
  const home = homeOf(context);
  const { stack, flags, systemsOf } = await askedStack(context, given);
  const named = flags.system.length > 0;
  const loaded = await loadSystems(named ? flags.system : [...bundledSystems().keys()], context.cwd);
  // A lab holds one system unless more are asked for, and needs the servers of no other.
  const asked = named ? loaded : loaded.slice(0, 1);
  if (flags.sql === true) {
    const { watchedDatabases } = await import('./external/external-checks.ts');
    context.stdout.write(probeRoleSql(watchedDatabases(asked)));
    return exitCode.pass;
  }
  const systems = systemsOf(asked);
  const looked = await Promise.all([
    checkFolder('folder for labs', home.state),
    checkFolder('folder for what can be made again', home.cache),
    checkStack(context, stack, systems, flags.relay),
    checkPorts(loaded.map(({ system }) => system)),
    checkLabs(home),
  ]);
  const checks = [checkNode(context.nodeVersion), ...looked.flat()];
  context.stdout.write(
    flags.json === true
      ? checksDocument(checks)
      : checksText(checks, paintWith(wantsColor(context.env, context.stdout.isTTY))),
  );
  return isBroken(checks) ? exitCode.stack : exitCode.pass;
}
