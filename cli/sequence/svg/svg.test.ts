import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { sequenceOf, type Sequence } from '../sequence.ts';
import { headHeight, layoutOf, lineHeight, type Layout } from './layout.ts';
import { sequenceSvg } from './svg.ts';
import { textWidth } from './width.ts';

interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Every text's room: the rows' words and the names above the columns. */
function textBoxes({ columns, rows }: Layout): Box[] {
  const names = columns.map(({ name, x, halfWidth }) => ({
    what: name,
    left: x - halfWidth,
    right: x + halfWidth,
    top: 16,
    bottom: 16 + headHeight,
  }));
  const words = rows.map(({ row, lines, x, top, width }) => ({
    what: row.text,
    left: x - width / 2,
    right: x + width / 2,
    top: top - lineHeight / 2,
    bottom: top + (lines.length - 0.5) * lineHeight,
  }));
  return [...names, ...words];
}

function overlapping(boxes: readonly Box[]): string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => one.left < other.right && other.left < one.right)
      .filter((other) => one.top < other.bottom && other.top < one.bottom)
      .map((other) => `${one.what} and ${other.what}`),
  );
}

const sequences = fc
  .array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 2, maxLength: 8 })
  .chain((names) => {
    const place = fc.nat(names.length - 1);
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    const row = fc.oneof(
      fc.record({
        kind: fc.constant('message' as const),
        from: place,
        to: place,
        line: fc.constant('solid' as const),
        text,
        hops: fc.constant([]),
      }),
      fc.record({
        kind: fc.constant('note' as const),
        over: place,
        tone: fc.constant('missing' as const),
        text,
        hops: fc.constant([]),
      }),
      fc.record({ kind: fc.constant('heading' as const), text }),
    );
    return fc.array(row.filter(isDrawable), { maxLength: 30 }).map((rows): Sequence => {
      return { participants: names.map((name) => ({ role: 'service', name })), rows };
    });
  });

/** Nobody sends to himself: the roles at both ends of a message differ. */
function isDrawable(row: Sequence['rows'][number]): boolean {
  return row.kind !== 'message' || row.from !== row.to;
}

describe('the layout', () => {
  test('no text overlaps another, whatever they say', () => {
    fc.assert(fc.property(sequences, (sequence) => overlapping(textBoxes(layoutOf(sequence))).length === 0));
  });

  test('everything lies inside the drawing', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const layout = layoutOf(sequence);
        for (const { left, right, top, bottom } of textBoxes(layout)) {
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(layout.width);
          expect(bottom).toBeLessThanOrEqual(layout.height);
        }
      }),
    );
  });

  test('the words of a message have room between its ends', () => {
    const { world, correlations } = playOrder(system);
    const { rows, columns } = layoutOf(sequenceOf([{ chain: chainOf(world.model(), correlations) }]));
    for (const { row, width } of rows)
      if (row.kind === 'message')
        expect(width).toBeLessThan(Math.abs(columns[row.from]!.x - columns[row.to]!.x));
  });

  test('a letter of Chinese is as wide as two of English', () => {
    expect(textWidth('訂單', 12)).toBe(textWidth('abcd', 12));
  });
});

describe('the drawing', () => {
  const { world, correlations } = playOrder(system);
  const sequence = sequenceOf([{ chain: chainOf(world.model(), correlations) }]);

  test('is an image with a name and a description, and asks for nothing from outside', () => {
    const svg = sequenceSvg(sequence, { title: 'approve <&">' });
    const { document } = new Window();
    document.body.innerHTML = svg;
    expect(document.querySelector('svg')?.getAttribute('role')).toBe('img');
    expect(document.querySelector('svg > title')?.textContent).toBe('approve <&">');
    expect(document.querySelector('svg > desc')?.textContent).toContain('topic Order');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(|@import|<script/);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  test('shows hostile text as text', () => {
    const text = `</text></svg><script>alert(1)</script>\u0000\u0008`;
    const participants = [{ role: 'topic' as const, name: text }];
    const svg = sequenceSvg(
      { participants, rows: [{ kind: 'note', over: 0, tone: 'fault', text, hops: [] }] },
      { title: text },
    );
    const { document } = new Window();
    document.body.innerHTML = svg;
    expect(document.querySelectorAll('script')).toHaveLength(0);
    expect(document.querySelectorAll('svg')).toHaveLength(1);
  });

  test('stays small, and says how much it left out', () => {
    const svg = sequenceSvg(sequence, { title: 'approve', mostRows: 5 });
    expect(svg).toContain(`… ${sequence.rows.length - 5} more are left out here`);
    expect(svg.match(/class="seq-message/g)).toHaveLength(5);
  });
});
