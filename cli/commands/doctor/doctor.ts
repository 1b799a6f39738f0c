import { checksDocument, checksText, isBroken } from '../../checks/check-text.ts';
import { exitCode } from '../../lib/errors.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import { wantsColor, type CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { loadSystems } from '../systems-option.ts';
import { checkLabs } from './check-labs.ts';
import { checkFolder, checkNode, checkPorts, checkPostgres } from './checks.ts';

/** Says whether a lab can run here; exits with the code that starting one would, if it cannot. */
export async function doctor(context: CommandContext, flags: { json?: boolean }): Promise<number> {
  const home = homeOf(context);
  const systems = await loadSystems([...bundledSystems().keys()], context.cwd);
  const looked = await Promise.all([
    checkFolder('folder for labs', home.state),
    checkFolder('folder for what can be made again', home.cache),
    checkPostgres(home, context.platform),
    ...systems.map(({ system }) => checkPorts(system)),
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
