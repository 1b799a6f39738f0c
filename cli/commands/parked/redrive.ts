import { exitCode } from '../../lib/errors.ts';
import { redriveKeys, type KeyRedriven } from '../../parked/redrive.ts';
import type { CommandContext } from '../context.ts';
import { openParked, type ParkedFlags } from './open-parked.ts';

/** Has parked records handled again, key by key; exit code 1 when one failed again. */
export async function redriveParked(
  context: CommandContext,
  consumer: string | undefined,
  topic: string | undefined,
  key: string | undefined,
  flags: ParkedFlags,
): Promise<number> {
  const { lab, systems, messages } = await openParked(context, flags, [consumer, topic, key]);
  const keys = await redriveKeys(lab, systems, messages);
  const text =
    flags.json === true
      ? JSON.stringify({ v: 1, keys }, undefined, 2)
      : keys.map(textOf).join('\n') || 'nothing is parked that could be redriven';
  context.stdout.write(`${text}\n`);
  return keys.some(({ failed }) => failed !== undefined) ? exitCode.failed : exitCode.pass;
}

function textOf({ consumer, topic, key, redriven, failed, queue }: KeyRedriven): string {
  if (queue !== undefined)
    return `${consumer}, key ${key === '' ? "''" : key} of ${topic}: ${redriven} put back into the queue; what fails again comes to ${queue} again`;
  const done = `${consumer}, key ${key} of ${topic}: ${redriven} redriven`;
  return failed === undefined
    ? done
    : `${done}; the one at offset ${failed.offset} failed again, it and those behind it stay: ${failed.error}`;
}
