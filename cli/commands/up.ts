import { setTimeout as delay } from 'node:timers/promises';
import { exitCode } from '../lib/errors.ts';
import type { Lab } from '../stack/lab.ts';
import { startLab } from '../stack/labs.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { linkedOn, type CommandContext } from './context.ts';
import { homeOf } from './lab-of.ts';
import { progressOn } from './progress.ts';
import { askedStack, type AskedStack } from './asked-stack.ts';
import { requireRelayMode, type StackFlags } from './stack-options.ts';
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
export async function up(context: CommandContext, given: UpFlags): Promise<number> {
  const asked = await askedStack(context, given);
  const { flags } = asked;
  const detach = flags.detach === true;
  const lab = await start(context, asked, detach);
  const status = await lab.status();
  if (!lab.owned) requireRelayMode(status, flags.relay);
  context.stdout.write(
    flags.json === true ? `${JSON.stringify(status, undefined, 2)}\n` : linkedOn(context, statusText(status)),
  );
  if (!lab.owned) context.stderr.write(`lab ${flags.lab} was up already\n`);
  if (detach || !lab.owned) return exitCode.pass;
  context.stderr.write('Ctrl-C stops the lab\n');
  return stay(context, lab);
}

async function start(
  context: CommandContext,
  { flags, stack, systemsOf }: AskedStack<UpFlags>,
  detach: boolean,
): Promise<Lab> {
  const wanted = flags.system.length > 0 ? flags.system : [...bundledSystems().keys()].slice(0, 1);
  const systems = systemsOf(await loadSystems(wanted, context.cwd));
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
