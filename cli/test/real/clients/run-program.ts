import { spawn } from 'node:child_process';
import { expect } from 'vitest';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  /** Ended by SIGTERM after so many milliseconds. */
  readonly withinMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  { input = '', withinMs = 120_000, env = {} }: RunOptions = {},
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, { env: { PATH, HOME, ...env }, timeout: withinMs });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...written }));
  });
}

/** What it printed; the test fails, with all that it wrote, when it did not end well. */
export async function printed(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  expect(code, `${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
