import { Readable } from 'node:stream';
import type { CommandContext, Output } from '../context.ts';

export interface Captured {
  readonly context: CommandContext;
  readonly written: { stdout: string; stderr: string };
}

/** A process as main.ts gives it to a command, whose folders are all in `home` and whose output is kept. */
export function capturedContext(home: string): Captured {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({
    write: (text) => void (written[name] += text),
    isTTY: false,
    columns: undefined,
    closed: new AbortController().signal,
  });
  const context: CommandContext = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: Readable.from([]),
    env: { SAGA_LAB_HOME: home },
    cwd: home,
    homedir: home,
    version: '1.2.3',
    nodeVersion: '20.19.0',
    platform: 'linux-x64',
    signal: new AbortController().signal,
  };
  return { context, written };
}
