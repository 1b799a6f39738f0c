import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Log file by process name. */
export type LogFiles = Readonly<Record<string, string>>;

/** So much of what a process had logged before: what it was like when the scenario began. */
const bytesBefore = 8 * 1024;
/** Of a scenario that made it log more than this, the end is kept: it tells what went wrong. */
const bytesDuring = 256 * 1024;
const mark = '[here the scenario begins]\n';

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
 * What each process has logged since, and a little of what it had before; those that have logged nothing at all are
 * left out. Read at once, because the lab may take its logs with it when the run is over.
 */
export function excerptsSince(logs: LogFiles, ends: ReadonlyMap<string, number>): Map<string, string> {
  const excerpts = Object.entries(logs).map(
    ([process, file]) => [process, excerptOf(file, ends.get(process) ?? 0)] as const,
  );
  return new Map(excerpts.filter(([, text]) => text !== mark));
}

function excerptOf(file: string, end: number): string {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return mark;
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    // A log that has become shorter was begun anew.
    const since = size < end ? 0 : end;
    const before = lastOf(descriptor, 0, since, bytesBefore);
    return `${before}${mark}${lastOf(descriptor, since, size, bytesDuring)}`;
  } finally {
    closeSync(descriptor);
  }
}

/** At most so many bytes before `to`, none before `from`; where that cuts, whole lines, and how much is left out. */
function lastOf(descriptor: number, from: number, to: number, most: number): string {
  const start = Math.max(from, to - most);
  const block = Buffer.alloc(to - start);
  const text = block.toString('utf8', 0, readSync(descriptor, block, 0, block.length, start));
  if (start === from) return text;
  return `[${start - from} bytes before this are left out]\n${text.slice(text.indexOf('\n') + 1)}`;
}
