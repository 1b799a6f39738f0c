import { defaultKeymap, type Keymap } from '../keys/keymap.ts';
import type { Size } from '../layout/layout.ts';
import { paneIds, type PaneId } from '../panes/pane.ts';
import type { Effect } from './effect.ts';
import type { Picked } from './look.ts';
import type { Mode } from './mode.ts';
import type { ThemeName } from './themes.ts';

/** All that the screen remembers of what its user did. What is seen is not in it: that is a `Look`. */
export interface TuiState {
  readonly size: Size;
  readonly keymap: Keymap;
  readonly focus: PaneId;
  readonly zoomed: boolean;
  readonly cursors: Readonly<Record<PaneId, Cursor>>;
  readonly picked: Picked | null;
  /** Text of the filter that is in force; empty where none is. Always one that can be read. */
  readonly filter: string;
  /** Text of what `n` goes to next; empty before the first search. Always one that can be read. */
  readonly search: string;
  readonly mode: Mode;
  /** Moments shown while paused; null where the screen is live, or plays. */
  readonly frozenAt: number | null;
  /** How a recording is played. */
  readonly play: { readonly on: boolean; readonly speed: number };
  readonly notice: Notice | null;
  readonly theme: ThemeName;
  readonly mouse: boolean;
  /** Names of what was done by the palette, the last one first. */
  readonly recent: readonly string[];
  readonly lastRun: LastRun | null;
}

export type LastRun = Extract<Effect, { kind: 'run' }>;

/** The row a pane stands on. `follow` is its newest one, whichever that is. */
export type Cursor =
  | { readonly kind: 'follow' }
  | {
      readonly kind: 'at';
      readonly id: string;
      /** Where it was last among all rows of the pane; the id has the say. */
      readonly index: number;
      /** First row shown, among those that the filter leaves. */
      readonly top: number;
    };

const allFollow = Object.fromEntries(paneIds.map((id) => [id, { kind: 'follow' }])) as TuiState['cursors'];

export interface Notice {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'plain';
}

export interface StateOptions {
  readonly keymap?: Keymap;
  readonly mouse?: boolean;
  /** Whether a recording plays from the beginning. */
  readonly playing?: boolean;
}

export function initialState(size: Size, theme: ThemeName, options: StateOptions = {}): TuiState {
  return {
    size,
    keymap: options.keymap ?? defaultKeymap,
    focus: 'chain',
    zoomed: false,
    cursors: allFollow,
    picked: null,
    filter: '',
    search: '',
    mode: { kind: 'browse' },
    frozenAt: null,
    play: { on: options.playing ?? false, speed: 1 },
    notice: null,
    theme,
    mouse: options.mouse ?? false,
    recent: [],
    lastRun: null,
  };
}

/** Nothing is chosen by hand: what began last lights up, and no pane stays at a row of what was chosen before. */
export function following(state: TuiState): TuiState {
  return { ...state, picked: null, cursors: allFollow };
}
