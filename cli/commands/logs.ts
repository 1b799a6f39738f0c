import { setTimeout as delay } from 'node:timers/promises';
import { open, type FileHandle } from 'node:fs/promises';
import { exitCode, UsageError } from '../lib/errors.ts';
import { padEnd } from '../reporters/text/fit.ts';
import { labLogs } from '../stack/labs.ts';
import { hint } from '../systems/nearest.ts';
import type { CommandContext } from './context.ts';
import { homeOf } from './lab-of.ts';
import { lastLines, readFrom } from './log-file.ts';

interface LogsFlags {
  readonly lab: string;
  readonly lines: string;
  readonly follow?: boolean;
}

const lookEveryMs = 200;

export async function logs(
  context: CommandContext,
  process: string | undefined,
  flags: LogsFlags,
): Promise<number> {
  const count = Number(flags.lines);
  if (!Number.isInteger(count) || count < 0)
    throw new UsageError(`--lines must be a whole number from 0, not "${flags.lines}".`);
  const all = await labLogs(flags.lab, homeOf(context));
  if (Object.keys(all).length === 0)
    throw new UsageError(
      `Lab "${flags.lab}" has no logs: it is not up, and nothing of it was kept. \`saga-lab up\` starts it.`,
    );
  if (process !== undefined && !Object.hasOwn(all, process))
    throw new UsageError(`Lab "${flags.lab}" has no process "${process}"${hint(process, Object.keys(all))}`);
  const wanted = Object.entries(all).filter(([name]) => process === undefined || name === process);
  const width = Math.max(...wanted.map(([name]) => name.length));
  const prefix = (name: string) => (wanted.length === 1 ? '' : `${padEnd(name, width)} | `);
  const files = await Promise.all(
    wanted.map(async ([name, file]) => ({ name, handle: await open(file, 'r') })),
  );
  try {
    const print = (name: string, lines: readonly string[]) =>
      context.stdout.write(lines.map((line) => `${prefix(name)}${line}\n`).join(''));
    const tails = await Promise.all(
      files.map(async (each) => ({ ...each, ...(await lastLines(each.handle, count)) })),
    );
    for (const { name, lines } of tails) print(name, lines);
    if (flags.follow === true) await follow(context, tails, print);
    return exitCode.pass;
  } finally {
    await Promise.all(files.map(({ handle }) => handle.close()));
  }
}

/** Until the user stops it or nobody reads any more. */
async function follow(
  { signal, stdout }: CommandContext,
  files: readonly { readonly name: string; readonly handle: FileHandle; readonly end: number }[],
  print: (name: string, lines: readonly string[]) => void,
): Promise<void> {
  const ends = new Map(files.map(({ name, end }) => [name, end]));
  while (!stdout.closed.aborted) {
    for (const { name, handle } of files) {
      const { lines, end } = await readFrom(handle, ends.get(name) ?? 0);
      ends.set(name, end);
      print(name, lines);
    }
    await delay(lookEveryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
