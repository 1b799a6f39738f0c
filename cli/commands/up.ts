import { setTimeout as delay } from 'node:timers/promises';
import { exitCode } from '../lib/errors.ts';
import type { Lab } from '../stack/lab.ts';
import { startLab } from '../stack/labs.ts';
import { bundledSystems } from '../systems/bundled.ts';
import type { CommandContext } from './context.ts';
import { homeOf } from './lab-of.ts';
import { progressOn } from './progress.ts';
import { requireRelayMode, stackOf, type StackFlags } from './stack-options.ts';
import { statusText } from './status-text.ts';
import { loadSystems } from './systems-option.ts';

interface UpFlags extends StackFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly detach?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const lookEveryMs = 1_000;

/** Starts a lab, or finds it up. In the foreground it stays until it is stopped, and takes the lab down with it. */
export async function up(context: CommandContext, flags: UpFlags): Promise<number> {
  const detach = flags.detach === true;
  const stack = stackOf(flags, context.cwd);
  const lab = await start(context, flags, stack, detach);
  const status = await lab.status();
  if (!lab.owned) requireRelayMode(status, flags.relay);
  context.stdout.write(
    flags.json === true ? `${JSON.stringify(status, undefined, 2)}\n` : statusText(status),
  );
  if (!lab.owned) context.stderr.write(`lab ${flags.lab} was up already\n`);
  if (detach || !lab.owned) return exitCode.pass;
  context.stderr.write('Ctrl-C stops the lab\n');
  return stay(context, lab);
}

async function start(
  context: CommandContext,
  flags: UpFlags,
  stack: ReturnType<typeof stackOf>,
  detach: boolean,
): Promise<Lab> {
  const wanted = flags.system.length > 0 ? flags.system : [...bundledSystems().keys()].slice(0, 1);
  const systems = await loadSystems(wanted, context.cwd);
  const progress = progressOn(context, flags.quiet);
  try {
    const { lab: name, relay } = flags;
    const options = { name, systems, stack, relay, ephemeral: !detach, signal: context.signal };
    return await startLab({ ...options, onProgress: (step) => progress.tell(step) }, homeOf(context));
  } finally {
    progress.end();
  }
}

/** Ends by rejecting: with the user's stop, or with StackError when the lab is lost. */
async function stay({ signal, stderr }: CommandContext, lab: Lab): Promise<never> {
  try {
    for (;;) {
      await delay(lookEveryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      await lab.status();
    }
  } finally {
    stderr.write(`stopping lab ${lab.name}\n`);
    await lab.stop();
  }
}
