import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endsOf, excerptsSince } from './log-excerpts.ts';

let folder: string;
let logs: { relay: string; kafka: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-excerpts-'));
  logs = { relay: join(folder, 'relay.log'), kafka: join(folder, 'kafka.log') };
  await writeFile(logs.relay, 'started\n');
});
afterEach(() => rm(folder, { recursive: true }));

const begins = '[here the scenario begins]\n';

test('an excerpt is what was written since, and what the log was like before', async () => {
  const ends = endsOf(logs);
  await appendFile(logs.relay, 'lost the slot\nends\n');
  expect([...excerptsSince(logs, ends)]).toEqual([['relay', `started\n${begins}lost the slot\nends\n`]]);
});

test('a process that says nothing meanwhile is there with what it said before', () => {
  expect(excerptsSince(logs, endsOf(logs)).get('relay')).toBe(`started\n${begins}`);
});

test('a log that came only later is told from its beginning', async () => {
  const ends = endsOf(logs);
  await writeFile(logs.kafka, 'up\n');
  expect(excerptsSince(logs, ends).get('kafka')).toBe(`${begins}up\n`);
});

test('a log that was begun anew is told from its new beginning', async () => {
  const ends = endsOf(logs);
  await writeFile(logs.relay, 'anew\n');
  expect(excerptsSince(logs, ends).get('relay')).toBe(`${begins}anew\n`);
});

test('of a long one the ends are kept, from a whole line on, and it says what is left out', async () => {
  const lines = Array.from({ length: 60_000 }, (_, number) => `line ${number}\n`).join('');
  await appendFile(logs.relay, lines);
  const ends = endsOf(logs);
  await appendFile(logs.relay, lines);
  const [before, during] = (excerptsSince(logs, ends).get('relay') ?? '').split(begins);
  for (const part of [before, during]) {
    const [first, second, ...rest] = part?.trimEnd().split('\n') ?? [];
    expect(first).toMatch(/^\[\d+ bytes before this are left out\]$/);
    expect(second).toMatch(/^line \d+$/);
    expect(rest.at(-1)).toBe('line 59999');
  }
});
