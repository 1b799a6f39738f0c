import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { customersAndOrders } from '../../test/harness/customers-and-orders.ts';
import type { Size } from '../layout/layout.ts';
import { paneIds, type PaneId } from '../panes/pane.ts';
import { paneOf } from '../panes/panes.ts';
import { viewOf } from '../state/rows.ts';
import { initialState } from '../state/state.ts';
import { markupOf } from '../testing/markup.ts';
import { stuckOrder } from '../testing/stuck-order.ts';
import { asciiOf } from './ascii.ts';
import type { Line } from './canvas.ts';
import { screenOf } from './screen.ts';
import { themeOf } from './theme.ts';

/** Sizes of terminals; the screen leaves their last row free. */
const sizes = [
  [80, 24],
  [120, 32],
  [160, 45],
] as const;

const look = stuckOrder(customersAndOrders);

function screenAt(columns: number, rows: number, focus: PaneId): readonly Line[] {
  const size: Size = { columns, rows: rows - 1 };
  return screenOf({ ...initialState(size, 'dark'), focus }, look);
}

/** Kept without the blanks at the ends of lines, which nobody sees and editors take away. */
function kept(text: string): string {
  return `${text.replaceAll(/ +$/gm, '')}\n`;
}

describe.each(sizes)('on a terminal of %i columns and %i rows', (columns, rows) => {
  const folder = `./golden/${columns}x${rows}`;

  test.each(paneIds)('%s in focus, as NO_COLOR shows it', async (focus) => {
    const plain = screenAt(columns, rows, focus).map(plainOf);
    expect(new Set(plain.map((line) => stringWidth(line)))).toEqual(new Set([columns]));
    await expect(kept(plain.join('\n'))).toMatchFileSnapshot(`${folder}/${focus}.txt`);
  });

  test.each(paneIds)('%s in focus, in ASCII', async (focus) => {
    const ascii = screenAt(columns, rows, focus).map((line) => asciiOf(plainOf(line)));
    expect(ascii.join('')).toMatch(/^[\x20-\x7e]*$/);
    expect(new Set(ascii.map(({ length }) => length))).toEqual(new Set([columns]));
    await expect(kept(ascii.join('\n'))).toMatchFileSnapshot(`${folder}/${focus}.ascii.txt`);
  });

  test.each(paneIds)('%s in focus, in colour', async (focus) => {
    const colored = markupOf(screenAt(columns, rows, focus), themeOf('dark', { colorLevel: 3 }));
    await expect(kept(colored)).toMatchFileSnapshot(`${folder}/${focus}.colour.txt`);
  });
});

test.each(sizes)(
  'a document chosen at %i by %i: its lineage stands out in every pane',
  async (columns, rows) => {
    const size: Size = { columns, rows: rows - 1 };
    const state = { ...initialState(size, 'dark'), focus: 'document' } as const;
    const picked = paneOf('document').rows(viewOf(state, look)).row(0).picks;
    const lines = screenOf({ ...state, picked }, look);
    await expect(kept(lines.map(plainOf).join('\n'))).toMatchFileSnapshot(
      `./golden/${columns}x${rows}/chosen-document.txt`,
    );
  },
);

function plainOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}
