import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { waitUntil } from '../../lib/wait-until.ts';
import { cliFile } from './run-cli.ts';

/** A terminal of our own in which the built program runs: it types keys and reads the screen. */
export interface Pty {
  readonly pid: number;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: NodeJS.Signals): void;
  /** The screen as text, a line a row, without what is blank at their ends. */
  screen(): string;
  /** Resolves with the screen when it holds; rejects with the screen that was seen last. */
  until(holds: (screen: string) => boolean, withinMs?: number): Promise<string>;
  untilShown(...texts: readonly string[]): Promise<string>;
  /** Resolves at once when the program has written the text. */
  untilWritten(text: string): Promise<void>;
  /** Resolves at once when the program has written more than so much. */
  untilGrown(length: number): Promise<void>;
  /** Whether the program has the alternate screen. */
  isFullScreen(): boolean;
  /** Everything that was written, escapes and all. */
  written(): string;
  readonly exit: Promise<{ readonly code: number; readonly signal: number | undefined }>;
}

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export function startInPty(args: readonly string[], options: PtyOptions = {}): Pty {
  const { columns = 160, rows = 45, env = {}, cwd } = options;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const inherited = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
  const program = spawn(process.execPath, [cliFile, ...args], {
    cols: columns,
    rows,
    name: 'xterm-256color',
    env: { ...inherited, TERM: 'xterm-256color', ...env },
    ...(cwd !== undefined && { cwd }),
  });
  let written = '';
  const waiting = new Set<() => void>();
  program.onData((data) => {
    written += data;
    terminal.write(data);
    for (const look of waiting) look();
  });
  const whenWritten = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const exit = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    program.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal }));
  });

  function screen(): string {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
    ).join('\n');
  }

  const pty: Pty = {
    pid: program.pid,
    type: (keys) => program.write(keys),
    resize(wide, high) {
      terminal.resize(wide, high);
      program.resize(wide, high);
    },
    kill: (signal) => program.kill(signal),
    screen,
    async until(holds, withinMs = 60_000) {
      const signal = AbortSignal.timeout(withinMs);
      try {
        return await waitUntil(() => (holds(screen()) ? screen() : undefined), { signal, everyMs: 20 });
      } catch (thrown) {
        throw new Error(`Not on the screen within ${withinMs} ms. Last seen:\n${screen()}`, {
          cause: thrown,
        });
      }
    },
    untilShown: (...texts) => pty.until((shown) => texts.every((text) => shown.includes(text))),
    untilWritten: (text) => whenWritten(() => written.includes(text)),
    untilGrown: (length) => whenWritten(() => written.length > length),
    isFullScreen: () => terminal.buffer.active.type === 'alternate',
    written: () => written,
    exit,
  };
  return pty;
}
