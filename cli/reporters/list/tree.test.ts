import { expect, test } from 'vitest';
import type { Hop } from '../../model/hop.ts';
import { report } from '../testing/reports.ts';
import { treeLines } from './tree.ts';

const template = report.scenarios[0]!.chain[0]!;
const hop = (id: string, cause: string | null): Hop => ({ ...template, id, cause });
const drawn = (chain: readonly Hop[]) => treeLines(chain).map(({ branch, hop: { id } }) => `${branch}${id}`);

test('only a fork is indented', () => {
  expect(
    drawn([hop('a', null), hop('b', 'a'), hop('c', 'b'), hop('d', 'b'), hop('e', 'd'), hop('f', 'e')]),
  ).toEqual(['a', 'b', '├─c', '└─d', '  e', '  f']);
});

test('a branch that goes on below keeps its line', () => {
  expect(drawn([hop('a', null), hop('b', 'a'), hop('c', 'b'), hop('d', 'a')])).toEqual([
    'a',
    '├─b',
    '│ c',
    '└─d',
  ]);
});

test('a hop whose cause was not seen is a root: nothing is left out', () => {
  expect(drawn([hop('a', null), hop('b', 'gone'), hop('c', 'c')])).toEqual(['a', 'b', 'c']);
});

test('a chain of many thousand hops is no trouble', () => {
  const long = Array.from({ length: 20_000 }, (_, index) =>
    hop(String(index), index === 0 ? null : String(index - 1)),
  );
  expect(treeLines(long)).toHaveLength(20_000);
});
