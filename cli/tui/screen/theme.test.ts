import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import stringWidth from 'string-width';
import { hopKinds } from '../../model/hop.ts';
import { glyph } from '../../reporters/list/glyph.ts';
import { asciiSigns, sign } from '../panes/signs.ts';
import { asciiOf } from './ascii.ts';
import { themeOf } from './theme.ts';
import { themeNames } from '../state/themes.ts';
import { themes } from './themes.ts';

const escape = '\u001B';

test.each(themeNames)(
  'in %s what is stood on and what belongs to it look different from the rest',
  (name) => {
    const { paint } = themeOf(name, { colorLevel: 3 });
    const looks = (['none', 'lineage', 'cursor'] as const).map((light) =>
      paint('x', { tone: 'plain', light }),
    );
    expect(new Set(looks).size).toBe(3);
  },
);

test.each(themeNames)('without colour %s says nothing in colour', (name) => {
  const { paint } = themeOf(name, { colorLevel: 0 });
  for (const tone of Object.keys(themes[name].tones) as (keyof (typeof themes)[typeof name]['tones'])[])
    for (const light of ['cursor', 'lineage', 'chain', 'none'] as const) {
      const painted = paint('x', { tone, light });
      expect(painted.split(`${escape}[`).join(' ')).not.toMatch(/ (?:[34]\d|9\d|10\d)/);
      expect(stripVTControlCharacters(painted)).toBe('x');
    }
});

test('a theme of few colours comes near: no terminal is told more than it knows', () => {
  const { paint } = themeOf('colour-safe', { colorLevel: 1 });
  expect(paint('x', { tone: 'bad', light: 'lineage' })).not.toMatch(/[34]8;/);
});

test('every sign is one column wide, and so is what stands for it', () => {
  for (const [drawn, ascii] of asciiSigns) {
    expect([drawn, stringWidth(drawn)]).toEqual([drawn, 1]);
    expect(ascii).toMatch(/^[\x20-\x7e]$/);
  }
});

test('every sign and every hop has its ASCII', () => {
  for (const drawn of [...Object.values(sign), ...hopKinds.map(glyph)])
    expect(asciiOf(drawn)).toBe(/^[\x20-\x7e]$/.test(drawn) ? drawn : asciiSigns.get(drawn));
  expect(new Set(hopKinds.map((kind) => asciiOf(glyph(kind)))).size).toBe(hopKinds.length);
});

test('in ASCII a text keeps its width: what has no stand-in is asked about', () => {
  expect(asciiOf('├─◇ Tarō 山')).toBe('|-o Tar? ??');
  const { paint } = themeOf('mono', { colorLevel: 0, ascii: true });
  expect(paint('◇', { tone: 'plain', light: 'none' })).toBe('o');
});

test('where the terminal makes links an address is one, unless something was cut out of it', () => {
  const { paint } = themeOf('dark', { colorLevel: 3, ascii: true, links: true });
  const style = { tone: 'plain', light: 'none' } as const;
  expect(paint('at http://127.0.0.1:8086/ui', style)).toContain(
    `${escape}]8;;http://127.0.0.1:8086/ui${escape}\\`,
  );
  expect(paint(`at http://127${sign.elision}86/ui`, style)).not.toContain(`${escape}]8;;`);
  const plain = themeOf('dark', { colorLevel: 3 });
  expect(plain.paint('at http://127.0.0.1:8086/ui', style)).not.toContain(`${escape}]8;;`);
});
