import { exitCode } from '../../lib/errors.ts';
import { dropParked as dropMessages } from '../../parked/parked.ts';
import type { CommandContext } from '../context.ts';
import { openParked, type ParkedFlags } from './open-parked.ts';
import { nothingParked } from './show.ts';

/** Deletes the record that holds up a key, or with `--all` those behind it too; what it asked for never happens. */
export async function dropParked(
  context: CommandContext,
  consumer: string,
  topic: string,
  key: string,
  flags: ParkedFlags,
): Promise<number> {
  const { lab, systems, messages } = await openParked(context, flags, [consumer, topic, key]);
  if (messages.length === 0) throw nothingParked(consumer, topic, key);
  const dropped = flags.all === true ? messages : messages.slice(0, 1);
  await dropMessages(lab, systems, dropped);
  const left = messages.length - dropped.length;
  const rest =
    left === 0 ? '' : `; ${left} behind it wait for: saga-lab parked redrive ${consumer} ${topic} ${key}`;
  context.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ v: 1, dropped, left }, undefined, 2)}\n`
      : `${dropped.map(({ topic, partition, offset, queue }) => `dropped ${queue ?? `${topic}/${partition}`}@${offset}`).join('\n')}${rest}\n`,
  );
  return exitCode.pass;
}
