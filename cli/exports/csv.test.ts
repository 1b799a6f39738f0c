import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Hop } from '../model/hop.ts';
import type { RetoldRun } from '../runs/recording.ts';
import { csvOf } from './csv.ts';
import { retoldRun } from './testing/retold-runs.ts';

let run: RetoldRun;
beforeAll(async () => {
  run = await retoldRun();
});

/** RFC 4180, as a spreadsheet reads it. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

function withLabel(label: string): RetoldRun {
  const [scenario] = run.scenarios;
  const hop: Hop = { ...scenario!.chain[0]!, label };
  return { ...run, scenarios: [{ ...scenario!, chain: [hop] }] };
}

test('a row a hop, under a header', () => {
  const [head, ...rows] = parsed(csvOf(run));
  expect(head?.slice(0, 4)).toEqual(['scenario', 'verdict', 'id', 'cause']);
  expect(rows.map((row) => row[2])).toEqual(run.scenarios[0]!.chain.map(({ id }) => id));
  expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([head?.length]));
});

test('any text comes back as it was', () => {
  const text = fc.string({ unit: 'binary' }).filter((each) => !/^[=+\-@\t\r\n]/.test(each));
  fc.assert(
    fc.property(text, (label) => {
      const [head, row] = parsed(csvOf(withLabel(label)));
      expect(row?.[head!.indexOf('label')]).toBe(label);
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
  '%j is no formula',
  (label) => {
    const [head, row] = parsed(csvOf(withLabel(label)));
    expect(row?.[head!.indexOf('label')]).toBe(`'${label}`);
  },
);

test('a number stays a number, also a negative one', () => {
  const [scenario] = run.scenarios;
  const hop: Hop = { ...scenario!.chain[0]!, sinceRootMs: -1.5 };
  expect(csvOf({ ...run, scenarios: [{ ...scenario!, chain: [hop] }] })).toContain(',-1.5,');
});
