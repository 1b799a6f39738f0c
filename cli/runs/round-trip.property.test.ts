import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Observation } from '../model/observation.ts';
import { system } from '../scenario/testing/story.ts';
import { jsonLine, parseJsonLine } from './json-line.ts';
import { readRecording } from './read/read-recording.ts';
import { headerOf, writeRecording } from './testing/record-story.ts';

// Each example is a file that is written and read: that is seconds where the machine has other things to do.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'round-trip-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what is written is read back, whatever it is', async () => {
  const id = fc.string({ maxLength: 8 });
  const row = fc.dictionary(id, fc.option(fc.string()), { noNullPrototype: true });
  const json = fc.jsonValue();
  const fact = fc.oneof(
    fc.record({
      kind: fc.constant('request' as const),
      id,
      correlation: id,
      service: id,
      method: id,
      path: id,
      status: fc.option(fc.nat(599)),
      ms: fc.nat(),
      requestBody: fc.oneof(json, fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n })),
    }),
    fc.record({
      kind: fc.constant('transaction' as const),
      database: id,
      xid: fc.nat(),
      lsn: id,
      changes: fc.array(
        fc.record(
          {
            op: fc.constantFrom('insert' as const, 'update' as const),
            table: id,
            key: row,
            row: fc.option(row),
            before: row,
          },
          { requiredKeys: ['op', 'table', 'key', 'row'] },
        ),
      ),
    }),
    fc.record({
      kind: fc.constant('document' as const),
      database: id,
      collection: id,
      id,
      op: fc.constantFrom('insert' as const, 'replace' as const),
      document: fc.option(fc.dictionary(id, json, { noNullPrototype: true })),
    }),
  );
  const observations = fc
    .array(fc.tuple(fact, fc.double({ min: 0, max: 4e12, noNaN: true })))
    .map((facts) =>
      facts.map(([each, ms], seq): Observation => ({ ...each, seq, seenMs: ms === 0 ? 0 : ms })),
    );
  await fc.assert(
    fc.asyncProperty(observations, async (told) => {
      const file = join(folder, 'any.sagarun');
      await writeRecording(file, headerOf(system), told);
      const { entries, damage } = await readRecording(file);
      expect(damage).toBeUndefined();
      const read = entries.flatMap((entry) => (entry.kind === 'observation' ? [entry.observation] : []));
      // JSON has one zero, and no member that is undefined.
      expect(read).toEqual(told.map((each) => parseJsonLine(jsonLine(each))));
    }),
    { numRuns: 30 },
  );
});

test('no digit is lost where a double would lose one', () => {
  for (const text of ['{"a":9223372036854775807}', '{"a":12345678901234567.89}', '{"a":[0.1,1e-7,-5]}'])
    expect(jsonLine(parseJsonLine(text))).toBe(text);
});
