import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { Canvas, type Light } from '../screen/canvas.ts';
import type { Tone } from '../panes/pane.ts';
import { cell } from './cell.ts';
import { screenSvg } from './screen-svg.ts';

const texts = { title: 'A screen', about: 'What is on <it>.' };

function drawn(...written: readonly (readonly [x: number, text: string, tone?: Tone, light?: Light])[]) {
  const canvas = new Canvas(20, 1);
  for (const [x, text, tone = 'plain', light = 'none'] of written) canvas.text(x, 0, text, { tone, light });
  const svg = screenSvg(canvas.lines(), 'dark', texts);
  const document = new new Window().DOMParser().parseFromString(svg, 'image/svg+xml');
  return {
    svg,
    all: (name: string) => [...document.querySelectorAll(name)],
    words: () =>
      [...document.querySelectorAll('text')].map((element) => ({
        text: element.textContent,
        x: inColumns(element.getAttribute('x')),
        length: inColumns(element.getAttribute('textLength')),
      })),
  };
}

function inColumns(units: string | null): number {
  return Math.round((Number(units ?? 0) / cell.width) * 100) / 100;
}

test('has a name and a description, and needs nothing from anywhere', () => {
  const { svg, all } = drawn([0, 'saga-lab']);
  expect(all('title')[0]?.textContent).toBe('A screen');
  expect(all('desc')[0]?.textContent).toBe('What is on <it>.');
  expect(svg).toMatch(/role="img" aria-labelledby="title about"/);
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|<script|<image|@import/);
});

test('words keep to their columns, whatever font there is, and none lies over another', () => {
  const { words } = drawn([1, 'outbox 4'], [12, 'ms']);
  expect(words()).toEqual([
    { text: 'outbox 4', x: 1, length: 8 },
    { text: 'ms', x: 12, length: 2 },
  ]);
});

test('where more than one blank is, a new word begins', () => {
  expect(drawn([0, 'key   relayed']).words()).toMatchObject([
    { text: 'key', x: 0 },
    { text: 'relayed', x: 6 },
  ]);
});

test('a sign stands in the middle of its own columns, a wide one of both', () => {
  expect(drawn([0, '◆a山b']).words()).toEqual([
    { text: '◆', x: 0.5, length: 0 },
    { text: 'a', x: 1, length: 1 },
    { text: '山', x: 3, length: 0 },
    { text: 'b', x: 4, length: 1 },
  ]);
});

test('frames and bars are drawn, from edge to edge of their cells', () => {
  const { words, all } = drawn([0, '─│█'], [5, '╔', 'accent']);
  expect(words()).toEqual([]);
  const [plain, bar, double] = all('path').map((path) => path.getAttribute('d') ?? '');
  expect(plain).toBe('M0 9H8.4M12.6 0V18');
  expect(bar).toBe('M18.06 0h5.88v18h-5.88z');
  expect(double).toBe('M44.7 7.5V18M44.7 7.5H50.4M47.7 10.5V18M47.7 10.5H50.4');
});

test('a light is one piece behind all that it is behind of', () => {
  const [, ...lit] = drawn([0, 'lit ', 'good', 'lineage'], [4, 'too', 'plain', 'lineage']).all('rect');
  expect(lit.map((rect) => [inColumns(rect.getAttribute('width')), rect.getAttribute('fill')])).toEqual([
    [7, '#173a52'],
  ]);
});

test('the cursor swaps what is written and what is behind it', () => {
  const { all } = drawn([0, 'here', 'plain', 'cursor'], [10, 'there']);
  const [screen, cursor] = all('rect').map((rect) => rect.getAttribute('fill'));
  const [here, there] = all('text').map((text) => text.getAttribute('fill'));
  expect([here, cursor]).toEqual([screen, there]);
});

test('what is bold, dim or underlined is so in the picture', () => {
  expect(drawn([0, 'strong', 'strong']).all('text')[0]?.getAttribute('class')).toBe('b');
  expect(drawn([0, 'dim', 'dim']).all('text')[0]?.getAttribute('class')).toBe('d');
});

test('text from outside stays text', () => {
  const { words, svg } = drawn([0, '<b>&"x"']);
  expect(words()).toMatchObject([{ text: '<b>&"x"' }]);
  expect(svg).not.toContain('<b>');
});
