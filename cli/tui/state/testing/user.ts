import type { Effect } from '../effect.ts';
import type { TuiEvent } from '../event.ts';
import type { Look } from '../look.ts';
import { initialState, type StateOptions, type TuiState } from '../state.ts';
import { update } from '../update.ts';
import { currentRow } from '../actions/move.ts';
import type { Size } from '../../layout/layout.ts';

/** Someone at the keyboard, what is on the screen, and what the screen asked the world to do. */
export class User {
  state: TuiState;
  look: Look;
  readonly effects: Effect[] = [];

  constructor(look: Look, size: Size = { columns: 160, rows: 45 }, options: StateOptions = {}) {
    this.look = look;
    this.state = initialState(size, 'dark', options);
  }

  on(event: TuiEvent): this {
    const { state, effects } = update(this.state, event, this.look);
    this.state = state;
    this.effects.push(...effects);
    return this;
  }

  press(...keys: readonly string[]): this {
    for (const key of keys) this.on({ kind: 'key', key });
    return this;
  }

  type(text: string): this {
    return this.press(...Array.from(text, (character) => (character === ' ' ? 'space' : character)));
  }

  /** Id of the row under the cursor. */
  get row(): string | undefined {
    return currentRow(this.state, this.look)?.id;
  }

  get lastEffect(): Effect | undefined {
    return this.effects.at(-1);
  }
}
