import { wantsLinks, withLinks } from '../reporters/text/links.ts';
import type { Terminal } from '../tui/terminal/terminal.ts';

/** What a command may know of the process it runs in: only main.ts touches `process`. */
export interface CommandContext {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homedir: string;
  readonly version: string;
  readonly nodeVersion: string;
  /** `linux-x64` and the like */
  readonly platform: string;
  /** For what draws on the whole screen and reads keys; undefined where stdin or stdout is no terminal. */
  readonly terminal?: Terminal | undefined;
  /** Aborts with an InterruptedError on Ctrl-C and on termination. */
  readonly signal: AbortSignal;
}

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** Aborts when the reader has gone away (`| head`). Writing is harmless then. */
  readonly closed: AbortSignal;
}

/** The user's or the system's stop: not a failure of anything, but the exit code says it. */
export class InterruptedError extends Error {
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(signal === 'SIGINT' ? 'Interrupted' : 'Terminated');
    this.name = 'InterruptedError';
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

/** NO_COLOR (https://no-color.org) outranks FORCE_COLOR, which outranks what the terminal says. */
export function wantsColor(env: CommandContext['env'], isTTY: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY && env['TERM'] !== 'dumb';
}

/** As chalk counts what a terminal that is drawn on can show: 0 is no colour, 3 is 16 million. */
export function colorLevelOf(env: CommandContext['env']): 0 | 1 | 2 | 3 {
  if (!wantsColor(env, true)) return 0;
  if (/truecolor|24bit/.test(env['COLORTERM'] ?? '')) return 3;
  return env['TERM']?.includes('256') === true ? 2 : 1;
}

/** A text for stdout: its web addresses can be clicked where the terminal makes links. */
export function linkedOn({ stdout, env }: CommandContext, text: string): string {
  return wantsLinks(env, stdout.isTTY) ? withLinks(text) : text;
}

/** Columns to fill; 100 where there is no terminal. */
export function widthOf({ stdout, env }: CommandContext): number {
  const set = Number(env['COLUMNS']);
  return stdout.columns ?? (Number.isInteger(set) && set > 0 ? set : 100);
}
