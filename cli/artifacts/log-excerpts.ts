import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** More of one log than this is cut at its beginning: what went wrong is told at the end. */
const mostBytes = 256 * 1024;

/** Log file by process name. */
export type LogFiles = Readonly<Record<string, string>>;

/** How far each log has come, in bytes. */
export function endsOf(logs: LogFiles): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(logs).map(([process, file]) => [
      process,
      statSync(file, { throwIfNoEntry: false })?.size ?? 0,
    ]),
  );
}

/**
 * What was written since, whole lines where it had to be cut; processes that wrote nothing are left out. Read at once,
 * because the lab may take its logs with it when the run is over.
 */
export function excerptsSince(logs: LogFiles, ends: ReadonlyMap<string, number>): Map<string, string> {
  const excerpts = Object.entries(logs).map(
    ([process, file]) => [process, readSince(file, ends.get(process) ?? 0)] as const,
  );
  return new Map(excerpts.filter(([, text]) => text !== ''));
}

function readSince(file: string, start: number): string {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return '';
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    // A log that has become shorter was begun anew.
    const since = size < start ? 0 : start;
    const from = Math.max(since, size - mostBytes);
    const block = Buffer.alloc(size - from);
    const text = block.toString('utf8', 0, readSync(descriptor, block, 0, block.length, from));
    return from === since ? text : `[${from - since} bytes before this are left out]\n${wholeLines(text)}`;
  } finally {
    closeSync(descriptor);
  }
}

function wholeLines(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}
