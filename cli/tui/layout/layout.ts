import type { PaneId } from '../panes/pane.ts';

/** Columns and rows of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Region {
  readonly pane: PaneId;
  readonly rect: Rect;
}

export interface Layout {
  readonly kind: 'side-by-side' | 'two-by-two' | 'single' | 'too-small';
  readonly header: Rect;
  readonly regions: readonly Region[];
  /** Where only one pane is shown: names of all panes to choose from. */
  readonly tabs: Rect | undefined;
  /** Three lines of the chain of what is chosen, where its pane is not shown. */
  readonly strip: Rect | undefined;
  readonly footer: Rect;
}

/** The least in which anything can be read; a row of the terminal is left free, and not counted. */
export const leastSize: Size = { columns: 60, rows: 15 };

const stripHeight = 3;
/** A pane of one row, with the tabs above and the strip below it. */
const leastBody = 8;

/**
 * Which pane stands where: four side by side, two by two, or one with tabs, as the terminal has room. `below` are rows
 * above the footer that are kept for something else, as far as the panes can spare them.
 */
export function layoutOf({ columns, rows }: Size, focus: PaneId, zoomed: boolean, below = 0): Layout {
  const header = { x: 0, y: 0, width: columns, height: 1 };
  const footer = { x: 0, y: rows - 1, width: columns, height: 1 };
  const frame = { header, footer, tabs: undefined, strip: undefined };
  if (columns < leastSize.columns || rows < leastSize.rows)
    return { ...frame, kind: 'too-small', regions: [] };
  const body = { x: 0, y: 1, width: columns, height: Math.max(leastBody, rows - 2 - below) };
  if (zoomed || columns < 120 || rows < 30) return single(frame, body, focus);
  return columns < 156 || rows < 40 ? twoByTwo(frame, body, focus) : sideBySide(frame, body, focus);
}

type Frame = Omit<Layout, 'kind' | 'regions'>;

function single(frame: Frame, body: Rect, focus: PaneId): Layout {
  const tabs = { ...body, height: 1 };
  const withStrip = focus !== 'chain' && focus !== 'sequence';
  const height = body.height - 1 - (withStrip ? stripHeight : 0);
  const region = { pane: focus, rect: { ...body, y: body.y + 1, height } };
  const strip = { ...body, y: body.y + 1 + height, height: stripHeight };
  return { ...frame, kind: 'single', regions: [region], tabs, strip: withStrip ? strip : undefined };
}

const four = ['outbox', 'topics', 'sagas', 'document'] as const;

/** A pane beyond the four takes the place of the one that it explains. */
const stands: Readonly<Partial<Record<PaneId, number>>> = {
  scenario: 0,
  logs: 1,
  invariants: 2,
  chain: 3,
  sequence: 3,
};

function twoByTwo(frame: Frame, body: Rect, focus: PaneId): Layout {
  const shown: PaneId[] = [...four];
  const place = stands[focus];
  if (place !== undefined) shown[place] = focus;
  const withStrip = focus !== 'chain' && focus !== 'sequence';
  const space = { ...body, height: body.height - (withStrip ? stripHeight : 0) };
  const [top, bottom] = split(space.height, [1, 1]);
  const [left, right] = split(space.width, [1, 1]);
  const rects = [
    { x: 0, y: space.y, width: left!, height: top! },
    { x: left!, y: space.y, width: right!, height: top! },
    { x: 0, y: space.y + top!, width: left!, height: bottom! },
    { x: left!, y: space.y + top!, width: right!, height: bottom! },
  ];
  const regions = shown.map((pane, index) => ({ pane, rect: rects[index]! }));
  const strip = { ...body, y: body.y + space.height, height: stripHeight };
  return { ...frame, kind: 'two-by-two', regions, strip: withStrip ? strip : undefined };
}

/** The four above; below them the chain, and beside it whatever else is looked at. */
function sideBySide(frame: Frame, body: Rect, focus: PaneId): Layout {
  const [top, bottom] = split(body.height, [11, 10]);
  const above = inRow({ ...body, height: top! }, four, [40, 46, 36, 38]);
  const beside = focus in stands && focus !== 'chain' ? focus : 'scenario';
  const below = inRow({ ...body, y: body.y + top!, height: bottom! }, ['chain', beside], [3, 2]);
  return { ...frame, kind: 'side-by-side', regions: [...above, ...below] };
}

function inRow(space: Rect, shown: readonly PaneId[], shares: readonly number[]): Region[] {
  let x = space.x;
  return split(space.width, shares).map((width, index) => {
    const region = { pane: shown[index]!, rect: { ...space, x, width } };
    x += width;
    return region;
  });
}

/** Whole parts in these proportions that add up to the whole; the last takes what is left. */
function split(whole: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  const parts = shares.map((share) => Math.floor((whole * share) / sum));
  const rest = whole - parts.reduce((total, part) => total + part, 0);
  return parts.map((part, index) => (index === parts.length - 1 ? part + rest : part));
}
