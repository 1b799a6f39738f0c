import { watch, type FSWatcher } from 'node:fs';
import * as z from 'zod';
import { toError } from '../../lib/errors.ts';
import type { LineFact } from '../../model/observation.ts';
import type { Emit, Probe } from '../probe.ts';
import { followFile, type FollowedFile } from './follow-file.ts';

/** A watcher can miss a change (inotify's queue is bounded), so the files are also read on this beat, in ms. */
const beatMs = 200;

const lineShape = z.looseObject({ event: z.string(), at: z.number() });

/** Follows the structured lines that services and relays write: what no row and no record shows. */
export function startLinesProbe(files: Files, emit: Emit): Promise<Probe> {
  return followAll('lines', files, emit, (process, text) => emitLine(process, text, emit));
}

/** Follows what they say to people. */
export function startLogsProbe(files: Files, emit: Emit): Promise<Probe> {
  return followAll('logs', files, emit, (process, text) => emit({ kind: 'log', process, text }));
}

type Files = Readonly<Record<string, string>>;

async function followAll(
  name: string,
  files: Files,
  emit: Emit,
  onLine: (process: string, text: string) => void,
): Promise<Probe> {
  const followed: FollowedFile[] = [];
  const watchers: FSWatcher[] = [];
  let failure: Error | undefined;

  const fail = (thrown: unknown) => {
    if (failure) return;
    failure = toError(thrown);
    emit({ kind: 'probe', probe: name, state: 'gap', detail: failure.message });
  };

  for (const [process, path] of Object.entries(files)) {
    const file = await followFile(path, (text) => onLine(process, text));
    followed.push(file);
    const watcher = watch(path, () => void file.readToEnd().catch(fail));
    watcher.on('error', fail);
    watchers.push(watcher);
  }
  const readAll = () => Promise.all(followed.map((file) => file.readToEnd()));
  const beat = setInterval(() => void readAll().catch(fail), beatMs);

  return {
    name,
    async caughtUp(signal) {
      signal.throwIfAborted();
      if (failure) throw failure;
      await readAll();
    },
    async stop() {
      clearInterval(beat);
      for (const watcher of watchers) watcher.close();
      await Promise.all(followed.map((file) => file.close()));
    },
  };
}

function emitLine(process: string, text: string, emit: Emit): void {
  const line = parseLine(text);
  if (line) emit({ kind: 'line', process, line }, line.at);
}

/** A line that is no structured line is nobody's loss: undefined. */
export function parseLine(text: string): LineFact['line'] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    // Unknown events pass: readers of the model ignore what they do not know.
    return lineShape.safeParse(parsed).success ? (parsed as LineFact['line']) : undefined;
  } catch {
    return undefined;
  }
}
