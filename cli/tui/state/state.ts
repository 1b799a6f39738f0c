import type { Size } from '../layout/layout.ts';
import { paneIds, type PaneId } from '../panes/pane.ts';
import type { Picked } from './look.ts';

/** All that the screen remembers of what its user did. What is seen is not in it: that is a `Look`. */
export interface TuiState {
  readonly size: Size;
  readonly focus: PaneId;
  readonly zoomed: boolean;
  readonly cursors: Readonly<Record<PaneId, Cursor>>;
  readonly picked: Picked | null;
  /** Text of the filter that is in force; empty where none is. */
  readonly filter: string;
  readonly mode: Mode;
  /** Moments shown while paused; null where the screen is live. */
  readonly frozenAt: number | null;
  readonly notice: Notice | null;
  readonly theme: string;
}

/** The row a pane stands on. `follow` is its last one, whichever that is. */
export type Cursor =
  | { readonly kind: 'follow' }
  | {
      readonly kind: 'at';
      readonly id: string;
      /** Where it was last; the id has the say. */
      readonly index: number;
      /** First row shown. */
      readonly top: number;
    };

/** What keys mean at present. */
export type Mode =
  | { readonly kind: 'browse' }
  | { readonly kind: 'help'; readonly top: number }
  | { readonly kind: 'filter'; readonly text: string }
  | { readonly kind: 'palette'; readonly text: string; readonly chosen: number }
  | { readonly kind: 'detail'; readonly pane: PaneId; readonly id: string; readonly top: number };

export interface Notice {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'plain';
}

export function initialState(size: Size, theme: string): TuiState {
  const follow: Cursor = { kind: 'follow' };
  return {
    size,
    focus: 'chain',
    zoomed: false,
    cursors: Object.fromEntries(paneIds.map((id) => [id, follow])) as Record<PaneId, Cursor>,
    picked: null,
    filter: '',
    mode: { kind: 'browse' },
    frozenAt: null,
    notice: null,
    theme,
  };
}
