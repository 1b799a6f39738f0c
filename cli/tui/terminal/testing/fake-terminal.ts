import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import type { Terminal } from '../terminal.ts';

/** A terminal with nobody at it: a test types, looks, and makes it larger. */
export function fakeTerminal(columns: number, rows: number, { makesLinks = false } = {}) {
  const shown = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let written = '';
  let isRaw = false;
  const atExit: (() => void)[] = [];
  const setRawMode = (on: boolean) => {
    isRaw = on;
  };
  const input = Object.assign(new PassThrough(), { setRawMode });
  const output = Object.assign(new PassThrough(), { columns, rows });
  output.on('data', (data: Buffer) => {
    written += data.toString();
    shown.write(data);
  });
  const onExit = (hook: () => void) => void atExit.push(hook);
  const terminal: Terminal = { input, output, onExit, inTmux: false, makesLinks };
  return {
    terminal,
    type: (keys: string) => void input.write(keys),
    resize: (wide: number, high: number) => {
      shown.resize(wide, high);
      Object.assign(output, { columns: wide, rows: high }).emit('resize');
    },
    /** As when the process ends. */
    crash: () => atExit.forEach((hook) => hook()),
    screen: () =>
      Array.from({ length: shown.rows }, (_, row) =>
        (shown.buffer.active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
      ).join('\n'),
    /** Everything that was written, escapes and all. */
    written: () => written,
    isRaw: () => isRaw,
    isFullScreen: () => shown.buffer.active.type === 'alternate',
    wraps: () => shown.modes.wraparoundMode,
    tellsMouse: () => shown.modes.mouseTrackingMode !== 'none',
    isListenedTo: () => input.listenerCount('data') > 0 || output.listenerCount('resize') > 0,
  };
}
