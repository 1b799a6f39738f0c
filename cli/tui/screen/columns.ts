import type { Column } from '../panes/pane.ts';

export interface PlacedColumn {
  readonly column: Column;
  /** Place among the cells of a row. */
  readonly index: number;
  readonly offset: number;
  readonly width: number;
}

const gap = 1;
const leastRest = 12;

/** Which columns there is room for, and where: those that matter least go first, the rest is shared. */
export function columnsIn(columns: readonly Column[], width: number): readonly PlacedColumn[] {
  let kept = columns.map((column, index) => ({ column, index }));
  while (needed(kept) > width) {
    const worst = Math.max(...kept.map(({ column }) => column.drop));
    if (worst === 0) break;
    kept = kept.filter(({ column }) => column.drop !== worst);
  }
  const rests = kept.filter(({ column }) => column.width === 'rest').length;
  const fixed = kept.reduce((sum, { column }) => sum + (column.width === 'rest' ? 0 : column.width), 0);
  const room = Math.max(0, width - fixed - gap * (kept.length - 1));
  let offset = 0;
  return kept.map(({ column, index }) => {
    const wide = column.width === 'rest' ? Math.floor(room / rests) : column.width;
    const placed = { column, index, offset, width: Math.max(0, Math.min(wide, width - offset)) };
    offset += wide + gap;
    return placed;
  });
}

function needed(kept: readonly { readonly column: Column }[]): number {
  const widths = kept.map(({ column }) =>
    column.width === 'rest' ? (column.least ?? leastRest) : column.width,
  );
  return widths.reduce((sum, width) => sum + width, 0) + gap * (kept.length - 1);
}
