import { exitCode } from '../../lib/errors.ts';
import type { ParkedMessage } from '../../parked/parked-message.ts';
import { elide, oneLine } from '../../reporters/text/fit.ts';
import { widthOf, type CommandContext } from '../context.ts';
import { table } from '../status-text.ts';
import { openParked, type ParkedFlags } from './open-parked.ts';

/** One line a record, in the order in which they would be redriven. */
export async function listParked(
  context: CommandContext,
  consumer: string | undefined,
  topic: string | undefined,
  key: string | undefined,
  flags: ParkedFlags,
): Promise<number> {
  const { messages } = await openParked(context, flags, [consumer, topic, key]);
  const { stdout } = context;
  if (flags.json === true) {
    const parked = messages.map(({ value: _value, ...rest }) => rest);
    stdout.write(`${JSON.stringify({ v: 1, parked }, undefined, 2)}\n`);
    return exitCode.pass;
  }
  if (messages.length === 0) stdout.write('nothing is parked\n');
  for (const line of table(messages.map(rowOf))) stdout.write(`${elide(line, widthOf(context))}\n`);
  return exitCode.pass;
}

function rowOf(message: ParkedMessage): string[] {
  const { consumer, topic, key, partition, offset, reason, error, queue } = message;
  const place = queue === undefined ? `${topic}/${partition}@${offset}` : `queue ${queue}`;
  return [consumer, topic, keyText(key), place, reason, oneLine(error)];
}

/** As it is to be typed. */
function keyText(key: string | null): string {
  return key === '' ? "''" : (key ?? '(no key)');
}
