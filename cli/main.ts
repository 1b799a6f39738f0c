#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import * as modules from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { InterruptedError, type Output } from './commands/context.ts';
import { wantsLinks } from './reporters/text/links.ts';
import { runProgram } from './commands/run-program.ts';
import { exitCode, toError } from './lib/errors.ts';
import { labHome } from './stack/paths.ts';
import type { Terminal } from './tui/terminal/terminal.ts';

// The only file that touches process for arguments, exit and signals: everything else is told.
const stop = new AbortController();

// Only then are stack traces printed: reading the maps of what is bundled takes its time.
if (process.env['DEBUG'] !== undefined) process.setSourceMapsEnabled(true);

// Node.js 22 and later keep compiled code, here where a lab's processes have theirs: every later command loads quicker.
const { enableCompileCache } = modules as typeof modules & {
  readonly enableCompileCache?: (folder: string) => unknown;
};
enableCompileCache?.(join(labHome(process.env, homedir()).cache, 'compiled'));

/** What gives the terminal back: it must be there again for what is said last. */
const atExit = new Set<() => void>();
const giveBack = () => atExit.forEach((hook) => hook());
process.once('exit', giveBack);

function stopBy(signal: 'SIGINT' | 'SIGTERM'): void {
  const reason = new InterruptedError(signal);
  if (stop.signal.aborted) {
    giveBack();
    process.stderr.write('\nstopped at once; `saga-lab down` cleans up what may be left\n');
    process.exit(reason.exitCode);
  }
  if (signal === 'SIGINT') process.stderr.write('\nstopping, please wait (Ctrl-C again: at once)\n');
  stop.abort(reason);
}

process.on('SIGINT', () => stopBy('SIGINT'));
process.on('SIGTERM', () => stopBy('SIGTERM'));
// The terminal went. Only then: `nohup`, which is to outlive it, leaves no terminal on stdout.
if (process.stdin.isTTY && process.stdout.isTTY) {
  process.on('SIGHUP', () => void (stop.signal.aborted || stopBy('SIGTERM')));
}

function fail(thrown: unknown): never {
  const { message, stack } = toError(thrown);
  giveBack();
  process.stderr.write(`internal error: ${process.env['DEBUG'] === undefined ? message : stack}\n`);
  process.exit(exitCode.internal);
}

// Node itself would end with 1, which here says that an assertion failed.
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

// npx and npm do not pass SIGTERM on: that the parent is gone is the only sign of it. Nobody else's end is a stop: a
// shell may go while `nohup saga-lab up &` stays.
const parent = process.ppid;
if (process.env['npm_execpath'] !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent && !stop.signal.aborted) stopBy('SIGTERM');
  }, 500).unref();
}

function outputOn(stream: NodeJS.WriteStream): Output {
  const closed = new AbortController();
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Nobody reads it any more: a pipe, or a terminal that went.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    closed.abort();
  });
  return {
    write: (text) => void (closed.signal.aborted || stream.write(text)),
    isTTY: stream.isTTY ?? false,
    columns: stream.columns,
    closed: closed.signal,
  };
}

function onExit(hook: () => void): void {
  atExit.add(hook);
}

function terminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const inTmux = process.env['TMUX'] !== undefined;
  const makesLinks = wantsLinks(process.env, true);
  return { input: process.stdin, output: process.stdout, onExit, inTmux, makesLinks };
}

function packageVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const found: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (typeof found === 'object' && found !== null && 'version' in found) return String(found.version);
    } catch {
      continue;
    }
  }
  return 'unknown';
}

const code = await runProgram(process.argv.slice(2), {
  stdout: outputOn(process.stdout),
  stderr: outputOn(process.stderr),
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  homedir: homedir(),
  version: packageVersion(),
  nodeVersion: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
  signal: stop.signal,
  terminal: terminal(),
});

// What was written must be out first: a pipe may still be draining. An error of it is told a turn later.
await new Promise<void>((resolve) => {
  if (process.stdout.destroyed || process.stdout.errored !== null) setImmediate(resolve);
  else process.stdout.write('', () => setImmediate(resolve));
});
process.exit(code);
