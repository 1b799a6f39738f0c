import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Line } from './line.ts';
import { lineWriter } from './line-writer.ts';

const line = (id: string): Line => ({
  event: 'http',
  at: 1.5,
  service: 'order-service',
  id,
  correlation: id,
  method: 'GET',
  path: '/orders',
  status: 200,
  ms: 0.25,
});

let folder: string;
let path: string;
let fd: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tram-lines-'));
  path = join(folder, 'lines');
  fd = openSync(path, 'w');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const written = () => readFileSync(path, 'utf8');

describe('line writer', () => {
  it('writes the lines of one turn at its end, one JSON text each', async () => {
    const lines = lineWriter(fd);
    lines.write(line('a'));
    lines.write(line('b'));
    expect(written()).toBe('');
    await nextTurn();
    expect(written()).toBe(`${JSON.stringify(line('a'))}\n${JSON.stringify(line('b'))}\n`);
    closeSync(fd);
  });

  it('writes what is left when closed, and nothing after', async () => {
    const lines = lineWriter(fd);
    lines.write(line('a'));
    lines.close();
    lines.write(line('b'));
    await nextTurn();
    expect(written()).toBe(`${JSON.stringify(line('a'))}\n`);
    closeSync(fd);
  });

  it('falls silent when its descriptor is gone', async () => {
    const lines = lineWriter(fd);
    closeSync(fd);
    lines.write(line('a'));
    await nextTurn();
    lines.write(line('b'));
    lines.close();
    expect(written()).toBe('');
  });

  it('does nothing without a descriptor', async () => {
    closeSync(fd);
    const lines = lineWriter();
    lines.write(line('a'));
    await nextTurn();
    lines.close();
    expect(written()).toBe('');
  });
});
