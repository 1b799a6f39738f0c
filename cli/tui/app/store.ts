import { deferred } from '../../lib/deferred.ts';
import type { Session } from '../session/session.ts';
import { screenOf } from '../screen/screen.ts';
import type { Line } from '../screen/canvas.ts';
import type { TuiEvent } from '../state/event.ts';
import type { TuiState } from '../state/state.ts';
import { update } from '../state/update.ts';

/** Joins the pure parts to the session: events in, lines out. */
export interface Store {
  readonly dispatch: (event: TuiEvent) => void;
  readonly lines: () => readonly Line[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves when the user quits. */
  readonly quit: Promise<void>;
}

/** Between two pictures of what is new; what a key does is shown at once. */
const paintEveryMs = 50;

export function createStore(session: Session, initial: TuiState): Store {
  let state = initial;
  let lines = screenOf(state, session.look());
  let waiting: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  const { promise: quit, resolve: leave } = deferred();

  function paint(): void {
    clearTimeout(waiting);
    waiting = undefined;
    lines = screenOf(state, session.look());
    for (const listener of listeners) listener();
  }

  function dispatch(event: TuiEvent): void {
    const { state: next, effects } = update(state, event, session.look());
    state = next;
    for (const effect of effects) {
      if (effect.kind === 'quit') leave();
      else void session.perform(effect).then((outcome) => outcome && dispatch({ kind: 'done', outcome }));
    }
    paint();
  }

  session.onChange(() => {
    waiting ??= setTimeout(paint, paintEveryMs);
  });
  return {
    dispatch,
    lines: () => lines,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    quit,
  };
}
