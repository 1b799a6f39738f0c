import type { Context } from '../keys/actions.ts';
import type { PaneId } from '../panes/pane.ts';
import type { Form } from './forms/form.ts';

/** What keys mean at present. */
export type Mode =
  | { readonly kind: 'browse' }
  | {
      readonly kind: 'help';
      readonly top: number;
      readonly context: Context;
      /** What it lies over. */
      readonly behind: Mode;
    }
  | TypingMode
  | PaletteMode
  | { readonly kind: 'form'; readonly form: Form }
  | DetailMode
  | { readonly kind: 'commands'; readonly row: RowPlace; readonly top: number; readonly behind: Mode }
  | { readonly kind: 'addresses'; readonly top: number; readonly behind: Mode };

/** A line of text is typed: a filter, a search, the number of a moment. */
export interface TypingMode {
  readonly kind: 'filter' | 'search' | 'moment';
  readonly text: string;
}

/** An entry of a list is chosen by typing some of its letters. */
export interface PaletteMode {
  readonly kind: 'palette';
  readonly scope: PaletteScope;
  readonly text: string;
  readonly chosen: number;
}

export type PaletteScope = 'all' | 'run' | 'control' | 'export';

export interface DetailMode {
  readonly kind: 'detail';
  readonly row: RowPlace;
  /** The line that keys act on. */
  readonly line: number;
  readonly top: number;
  /** Paths that are folded though they are open at first, or the other way round. */
  readonly toggled: readonly string[];
}

/** A row of a pane, whichever filter is in force. */
export interface RowPlace {
  readonly pane: PaneId;
  readonly id: string;
  /** Where it was last among all rows; the id has the say. */
  readonly index: number;
}

/** Where keys are looked up; undefined where they are text. */
export function contextOf({ kind }: Mode): Context | undefined {
  switch (kind) {
    case 'browse':
    case 'detail':
      return kind;
    case 'help':
    case 'commands':
    case 'addresses':
      return 'reading';
    case 'filter':
    case 'search':
    case 'moment':
    case 'palette':
    case 'form':
      return undefined;
  }
}
