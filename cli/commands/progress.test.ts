import { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CommandContext } from './context.ts';
import { progressOn } from './progress.ts';

function stderrOf(isTTY: boolean, env: Record<string, string> = {}) {
  let text = '';
  const write = (more: string) => void (text += more);
  const { signal } = new AbortController();
  const output = { write, isTTY, columns: 40, closed: signal };
  const context: CommandContext = {
    stdout: output,
    stderr: output,
    stdin: Readable.from([]),
    env,
    cwd: '/',
    homedir: '/',
    version: '0',
    nodeVersion: '20.19.0',
    platform: 'linux-x64',
    signal,
  };
  return { context, text: () => text };
}

describe('without a terminal', () => {
  test('each step is a plain line', () => {
    const { context, text } = stderrOf(false);
    const progress = progressOn(context);
    progress.tell({ what: 'kafka', state: 'starting' });
    progress.tell({ what: 'port 8081', state: 'note', detail: 'taken' });
    progress.tell({ what: 'kafka', state: 'ready', detail: '127.0.0.1:9092', ms: 412 });
    progress.end();
    expect(text()).toBe('starting kafka\nport 8081: taken\nready kafka: 127.0.0.1:9092 (412 ms)\n');
  });

  test('and none when it is to be quiet', () => {
    const { context, text } = stderrOf(false);
    progressOn(context, true).tell({ what: 'kafka', state: 'starting' });
    expect(text()).toBe('');
  });
});

describe('on a terminal', () => {
  test('a spinner says what is awaited, on one line that never wraps, and goes away', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { context, text } = stderrOf(true);
    const progress = progressOn(context);
    for (const what of ['postgres', 'kafka', 'mongo', 'customer-service', 'order-service'])
      progress.tell({ what, state: 'starting' });
    vi.advanceTimersByTime(250);
    const frames = text().split('\r').map(stripVTControlCharacters);
    expect(frames.at(-1)).toMatch(/^\S postgres, kafka, mongo/);
    expect(Math.max(...frames.map(({ length }) => length))).toBeLessThan(40);
    progress.end();
    expect(text().endsWith('\r\u001B[2K')).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('what is ready stays as a line', () => {
    const { context, text } = stderrOf(true, { NO_COLOR: '1' });
    const progress = progressOn(context);
    progress.tell({ what: 'kafka', state: 'starting' });
    progress.tell({ what: 'kafka', state: 'ready', ms: 412 });
    expect(stripVTControlCharacters(text())).toContain('✔ kafka (412 ms)\n');
  });

  test('of a CI service there is no animation', () => {
    const { context, text } = stderrOf(true, { CI: 'true' });
    progressOn(context).tell({ what: 'kafka', state: 'starting' });
    expect(text()).toBe('starting kafka\n');
  });
});
