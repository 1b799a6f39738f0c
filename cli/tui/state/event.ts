import type { Key } from '../keys/key.ts';
import type { Size } from '../layout/layout.ts';
import type { Outcome } from './effect.ts';

/** What happens to the screen. That something new was seen is none of it: the screen is painted from a `Look`. */
export type TuiEvent =
  | { readonly kind: 'key'; readonly key: Key }
  | MouseEvent
  | { readonly kind: 'resized'; readonly size: Size }
  /** What came of an effect. */
  | { readonly kind: 'done'; readonly outcome: Outcome };

export interface MouseEvent {
  readonly kind: 'mouse';
  readonly action: 'press' | 'wheel-up' | 'wheel-down';
  /** Column and row of the terminal, from 0. */
  readonly x: number;
  readonly y: number;
}
