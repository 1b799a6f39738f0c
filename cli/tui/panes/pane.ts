import type { Filter } from '../filter/filter.ts';
import type { Lit, Look, Picked } from '../state/look.ts';
import type { Hop } from '../../model/hop.ts';

export const paneIds = [
  'scenario',
  'sagas',
  'outbox',
  'topics',
  'document',
  'chain',
  'sequence',
  'logs',
  'invariants',
] as const;
export type PaneId = (typeof paneIds)[number];

/** What a text means; a theme says how that looks, and a glyph or a word says it too where there is no colour. */
export type Tone = 'plain' | 'dim' | 'strong' | 'good' | 'bad' | 'unsure' | 'changed' | 'accent';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** What to show where there is no room for the text; it may still be too long. */
  readonly shorter?: (width: number) => string;
}

export interface Column {
  readonly title: string;
  /** Columns of the terminal; `rest` shares what is left. */
  readonly width: number | 'rest';
  /** Of the terminal's columns, for `rest`: with fewer it may go. */
  readonly least?: number;
  readonly align?: 'right';
  /** Where there is little room, columns of a higher number go first; those of 0 never go. */
  readonly drop: number;
}

export interface PaneRow {
  /** Unique in its pane, and the same as long as it stands for the same. */
  readonly id: string;
  /** What choosing it lights up; null for what is in no chain. */
  readonly picks: Picked | null;
  /** The hops that it stands for. */
  readonly hops: readonly string[];
  /** One per column; a single cell spans them all. */
  readonly cells: readonly Cell[];
  /** What `/` finds by name, such as `type:OrderCreated`. Read only where a filter asks. */
  readonly fields: () => Fields;
  /** All that is known of it, for the detail view: JSON-like. */
  readonly detail: () => unknown;
  /** What it changed, compared with what was there before; absent or empty where it changed nothing. */
  readonly changes?: () => readonly ChangeLine[];
}

export interface ChangeLine {
  readonly text: string;
  readonly tone: Tone;
}

export type Fields = Readonly<Record<string, string>>;

/** Rows are made when they are asked for: a pane of 100,000 rows makes those of one screen. */
export interface RowList {
  readonly length: number;
  row(index: number): PaneRow;
  /** Where the row of a hop stands, -1 where there is none; without this all rows have to be looked at. */
  readonly find?: (hop: Hop) => number;
  /** The row that is to be on top while the pane follows; without this it shows its last ones. */
  readonly anchor?: number;
  /** The row that the cursor stands on while the pane follows; without this the anchor, else the last one. */
  readonly newest?: number | undefined;
  /** Given where other rows stand among those made one for one from a list of the ledger: a filter reads these once. */
  readonly made?: MadeRows;
}

export interface MadeRows {
  /** One for each entry of the ledger's list, in its order. */
  readonly entries: Pick<RowList, 'length' | 'row'>;
  /** The entry that a row stands for; -1 for a row that is made anew each time. */
  readonly entryAt: (index: number) => number;
}

export interface PaneView {
  readonly look: Look;
  readonly picked: Picked | null;
  readonly lit: Lit;
  readonly columns: number;
  /** Which rows are shown; absent where all are. */
  readonly filter?: Filter;
}

/** A pane is a file, and a line in `panes.ts`. Pure: what it shows follows from what is seen and chosen. */
export interface Pane {
  readonly id: PaneId;
  readonly title: string;
  /** For the tabs of a small terminal, where the title is too long there. */
  readonly shortTitle?: string;
  /** One line for the help. */
  readonly about: string;
  readonly columns: readonly Column[];
  /** Instead of `columns`, where they follow from what is shown. */
  readonly columnsFor?: (view: PaneView) => readonly Column[];
  rows(view: PaneView): RowList;
  /** Shown in the frame beside the title: counts, lag. */
  summary(view: PaneView): string;
  /** Shown while there are no rows: what will be here. */
  empty(view: PaneView): string;
}

/** Rows made one for one from a list of the ledger, with others behind them. */
export function madeOf(entries: MadeRows['entries']): MadeRows {
  return { entries, entryAt: (index) => (index < entries.length ? index : -1) };
}

export function listOf(rows: readonly PaneRow[]): RowList {
  return { length: rows.length, row: (index) => rows[index]! };
}
