import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineSplitter } from './split-lines.ts';
import { parseLine } from './lines.ts';

test('however the bytes are cut, the lines are the same', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')));
  fc.assert(
    fc.property(lines, fc.array(fc.nat(40)), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const split = lineSplitter();
      const seen: string[] = [];
      let at = 0;
      for (const size of cuts) {
        seen.push(...split(bytes.subarray(at, at + size)));
        at += size;
      }
      seen.push(...split(bytes.subarray(at)));
      expect(seen).toEqual(lines);
    }),
  );
});

test('a line without its end is not told', () => {
  const split = lineSplitter();
  expect(split(Buffer.from('{"event":'))).toEqual([]);
  expect(split(Buffer.from('"http"}\n{'))).toEqual(['{"event":"http"}']);
});

test('what is no structured line is passed over', () => {
  expect(parseLine('Listening on 8081')).toBeUndefined();
  expect(parseLine('{"level":30}')).toBeUndefined();
  expect(parseLine('{"event":"handled","at":"yesterday"}')).toBeUndefined();
  expect(parseLine('{"event":"handled","at":1.5,"service":"s"}')).toMatchObject({ event: 'handled' });
});
