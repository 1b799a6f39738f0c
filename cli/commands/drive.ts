import { exitCode, StackError } from '../lib/errors.ts';
import type { ControlVerb } from '../stack/lab.ts';
import type { CommandContext } from './context.ts';
import { labUp } from './lab-of.ts';

const done: Readonly<Record<ControlVerb, string>> = {
  stop: 'is stopped',
  start: 'is ready',
  kill: 'was killed, and is started again',
  restart: 'was stopped, and is ready',
  pause: 'hangs until it is resumed',
  resume: 'goes on',
};

/** Does to one process of a lab, by its name in `status`, what a scenario's step or the dashboard does to it. */
export function drive(verb: ControlVerb) {
  return async (
    context: CommandContext,
    process: string,
    { lab: name }: { lab: string },
  ): Promise<number> => {
    const lab = await labUp(context, name);
    if (lab === undefined) throw new StackError(`lab ${name} is not up: saga-lab up --detach starts one.`);
    await lab.control(verb, process);
    context.stderr.write(`${process} ${done[verb]}\n`);
    return exitCode.pass;
  };
}
