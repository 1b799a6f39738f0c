import { exitCode, UsageError } from '../../lib/errors.ts';
import type { ParkedMessage } from '../../parked/parked-message.ts';
import type { CommandContext } from '../context.ts';
import { openParked, type ParkedFlags } from './open-parked.ts';

/** All that is known of the parked records of a key, their values too. */
export async function showParked(
  context: CommandContext,
  consumer: string,
  topic: string,
  key: string,
  flags: ParkedFlags,
): Promise<number> {
  const { messages } = await openParked(context, flags, [consumer, topic, key]);
  if (messages.length === 0) throw nothingParked(consumer, topic, key);
  const text =
    flags.json === true
      ? JSON.stringify({ v: 1, parked: messages }, undefined, 2)
      : messages.map(textOf).join('\n\n');
  context.stdout.write(`${text}\n`);
  return exitCode.pass;
}

export function nothingParked(consumer: string, topic: string, key: string): UsageError {
  return new UsageError(
    `Nothing is parked by ${consumer} for key "${key}" of ${topic}. \`saga-lab parked list\` prints all that is.`,
  );
}

function textOf(message: ParkedMessage): string {
  return Object.entries(message)
    .map(([name, value]) => `${`${name}:`.padEnd(11)} ${value ?? '(none)'}`)
    .join('\n');
}
