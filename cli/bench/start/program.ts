import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { StackError } from '../../lib/errors.ts';
import { builtFile } from '../../lib/package-folder.ts';

const main = builtFile('cli/main.js');

/** Runs the program to its end, in a home of its own; resolves with the milliseconds. Rejects when it fails. */
export async function timeProgram(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const began = performance.now();
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [output, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const ms = performance.now() - began;
    signal.throwIfAborted();
    if (child.exitCode !== 0)
      throw new StackError(`saga-lab ${args.join(' ')} ended with ${child.exitCode}: ${errors || output}`);
    return ms;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
