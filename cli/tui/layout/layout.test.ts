import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paneIds } from '../panes/pane.ts';
import { layoutOf, leastSize, type Layout } from './layout.ts';

const shown = ({ regions }: Layout) => regions.map(({ pane }) => pane);

test('160 by 45: the four side by side, below them the chain', () => {
  const layout = layoutOf({ columns: 160, rows: 44 }, 'chain', false);
  expect(layout.kind).toBe('side-by-side');
  expect(shown(layout)).toEqual(['outbox', 'topics', 'sagas', 'document', 'chain', 'scenario']);
});

test('120 by 32: two by two, and the chain in three lines; what is looked at takes the place of what it explains', () => {
  const layout = layoutOf({ columns: 120, rows: 31 }, 'outbox', false);
  expect(layout.kind).toBe('two-by-two');
  expect(layout.strip?.height).toBe(3);
  expect(shown(layoutOf({ columns: 120, rows: 31 }, 'logs', false))).toEqual([
    'outbox',
    'logs',
    'sagas',
    'document',
  ]);
});

test('80 by 24: one with tabs and three lines of the chain', () => {
  const layout = layoutOf({ columns: 80, rows: 23 }, 'topics', false);
  expect(shown(layout)).toEqual(['topics']);
  expect([layout.tabs?.height, layout.strip?.height]).toEqual([1, 3]);
  expect(layoutOf({ columns: 80, rows: 23 }, 'chain', false).strip).toBeUndefined();
});

test('with less than the least nothing is shown, with just that something is', () => {
  const { columns, rows } = leastSize;
  expect(layoutOf({ columns: columns - 1, rows }, 'chain', false).kind).toBe('too-small');
  expect(layoutOf({ columns, rows: rows - 1 }, 'chain', false).kind).toBe('too-small');
  expect(layoutOf({ columns, rows }, 'chain', false).kind).toBe('single');
});

test('at any size the focused pane is shown, nothing stands outside, and no cell belongs to two', () => {
  const size = fc.record({
    columns: fc.integer({ min: 60, max: 250 }),
    rows: fc.integer({ min: 15, max: 90 }),
  });
  fc.assert(
    fc.property(size, fc.constantFrom(...paneIds), fc.boolean(), ({ columns, rows }, focus, zoomed) => {
      const { regions, header, footer, tabs, strip } = layoutOf({ columns, rows }, focus, zoomed);
      expect(regions.map(({ pane }) => pane)).toContain(focus);
      const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));
      for (const rect of [header, footer, tabs, strip, ...regions.map((region) => region.rect)])
        for (let y = rect?.y ?? 0; rect && y < rect.y + rect.height; y += 1)
          for (let x = rect.x; x < rect.x + rect.width; x += 1) cells[y]![x]! += 1;
      expect(new Set(cells.flat())).toEqual(new Set([1]));
    }),
    { numRuns: 40 },
  );
});
