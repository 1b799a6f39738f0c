import { describe, expect, test } from 'vitest';
import { paneIds } from '../panes/pane.ts';
import { panes } from '../panes/panes.ts';
import { wholeWords } from './fit.ts';
import { tabTexts } from './tabs.ts';

const ids = panes.map(({ id }) => id);
const words = new Set(
  panes.flatMap((pane) => [pane.title, 'shortTitle' in pane ? pane.shortTitle : pane.title]),
);

describe('tabs', () => {
  test('of 80 columns are all there, the longest by a shorter title', () => {
    expect(tabTexts(ids, 'chain', 80).join('')).toBe(
      ' 1 scenario 2 sagas 3 outbox 4 topics 5 docs[6 chain] 7 sequence 8 log 9 checks',
    );
  });

  test.each(paneIds)('with %s shown fit any terminal, and no title ends in half a word', (focus) => {
    for (let width = 60; width < 120; width += 1) {
      const texts = tabTexts(ids, focus, width);
      expect(texts.join('').length).toBeLessThanOrEqual(width);
      for (const text of texts) {
        const [, title] = /^[[ ]\d ?([a-z]*)\]?$/.exec(text) ?? [];
        expect([...words, '']).toContain(title);
      }
      expect(texts[ids.indexOf(focus)]).toMatch(/^\[\d [a-z]+\]$/);
    }
  });
});

test('a text that is too long ends with a whole word, and a sign that there was more', () => {
  expect(wholeWords('1 violated ✗, after store/checkout', 40)).toBe('1 violated ✗, after store/checkout');
  expect(wholeWords('1 violated ✗, after store/checkout', 30)).toBe('1 violated ✗, after …');
  expect(wholeWords('1 violated ✗, after store/checkout', 17)).toBe('1 violated ✗ …');
  expect(wholeWords('invariants', 5)).toBe('…');
});
