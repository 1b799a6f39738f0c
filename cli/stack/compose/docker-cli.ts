import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Sentinel } from '../processes/sentinel.ts';
import { dockerProblem } from './docker-problem.ts';
import { endGroup } from './end-group.ts';

interface DockerOptions {
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Ends the command; what it has begun at the engine may still come about. */
  readonly signal?: AbortSignal | undefined;
  /** Told each line of both outputs as it comes. */
  readonly onLine?: (line: string) => void;
}

/** The docker command. Resolves with its stdout; rejects with StackError that says what to do, or with the signal's reason. */
export type Docker = (args: readonly string[], options?: DockerOptions) => Promise<string>;

/** Lines of stderr that are kept to be quoted. */
const kept = 20;

/** `sentinel` ends commands that this process can no longer end. */
export function dockerCli(sentinel?: Sentinel): Docker {
  return async (args, { env, signal, onLine } = {}) => {
    signal?.throwIfAborted();
    const child = spawn('docker', args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C is for the lab, which then ends the command in order.
      detached: true,
    });
    try {
      await once(child, 'spawn');
    } catch (thrown) {
      throw dockerProblem(args, { spawnError: thrown });
    }
    const pid = child.pid ?? 0;
    sentinel?.watch(-pid, 'SIGTERM');
    const closed = once(child, 'close') as Promise<[number | null]>;
    const end = () => void endGroup(child, closed);
    signal?.addEventListener('abort', end, { once: true });
    // It may have come while the command was being started.
    if (signal?.aborted === true) end();
    const out: string[] = [];
    const errors: string[] = [];
    try {
      await Promise.all([
        readLines(child.stdout, (line) => (onLine === undefined ? out.push(line) : onLine(line))),
        readLines(child.stderr, (line) => {
          errors.push(line);
          if (errors.length > kept) errors.shift();
          onLine?.(line);
        }),
      ]).catch(async (thrown: unknown) => {
        // Whoever takes the lines cannot go on. What is not read would never be closed.
        child.stdout.resume();
        child.stderr.resume();
        await endGroup(child, closed);
        throw thrown;
      });
      const [code] = await closed;
      signal?.throwIfAborted();
      if (code !== 0) throw dockerProblem(args, { code, stderr: errors.join('\n') });
      return out.join('\n');
    } finally {
      sentinel?.forget(-pid);
      signal?.removeEventListener('abort', end);
    }
  };
}

async function readLines(stream: Readable, take: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream });
  // Of a stream that is destroyed it hears no end.
  stream.once('close', () => lines.close());
  for await (const line of lines) take(line);
}
