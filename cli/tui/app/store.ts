import { deferred } from '../../lib/deferred.ts';
import type { Session } from '../session/session.ts';
import type { Line } from '../screen/canvas.ts';
import { screenOf } from '../screen/screen.ts';
import type { Effect, Outcome } from '../state/effect.ts';
import type { TuiEvent } from '../state/event.ts';
import type { Look } from '../state/look.ts';
import type { TuiState } from '../state/state.ts';
import { update } from '../state/update.ts';

/** Joins the pure parts to the session: events in, pictures out. */
export interface Store {
  readonly dispatch: (event: TuiEvent) => void;
  readonly picture: () => Picture;
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves when the user quits. */
  readonly quit: Promise<void>;
  /** Paints nothing more. */
  readonly close: () => void;
}

export interface Picture {
  readonly lines: readonly Line[];
  readonly theme: TuiState['theme'];
}

/** What the terminal itself can do. */
export interface TerminalPort {
  copy(text: string): Outcome;
  mouse(on: boolean): void;
}

/** Between two pictures of what is new; what a key does is shown at once. */
const paintEveryMs = 50;
/** A filter looks at rows for so long for one picture, and goes on for the next: keys are answered in between. */
const usualReadMs = 20;
/** Ages go on though nothing new is seen. */
const ageEveryMs = 1_000;

export interface StoreOptions {
  /** Nothing is painted but what is new: ages stand still until then. */
  readonly reducedMotion?: boolean;
  /** Milliseconds for which a filter looks at rows before a picture. */
  readonly readMs?: number;
}

export function createStore(
  session: Session,
  terminal: TerminalPort,
  initial: TuiState,
  { reducedMotion = false, readMs = usualReadMs }: StoreOptions = {},
): Store {
  let state = initial;
  let picture: Picture | undefined;
  let waiting: NodeJS.Timeout | undefined;
  let readingOn: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  const { promise: quit, resolve: leave } = deferred();

  /** What there is to see; `stopped` tells whether a filter had to leave rows for the next time. */
  function lookForAWhile(): { readonly look: Look; readonly stopped: () => boolean } {
    // From the first row on: what a picture takes besides is not the filter's.
    let until: number | undefined;
    let stopped = false;
    const mayReadOn = () => {
      until ??= performance.now() + readMs;
      stopped ||= performance.now() >= until;
      return !stopped;
    };
    return { look: { ...session.look(), mayReadOn }, stopped: () => stopped };
  }

  function take(): Picture {
    const { look, stopped } = lookForAWhile();
    const lines = screenOf(state, look);
    if (stopped()) readingOn ??= setTimeout(paint);
    return { lines, theme: state.theme };
  }

  function paint(): void {
    clearTimeout(waiting);
    clearTimeout(readingOn);
    waiting = readingOn = undefined;
    picture = undefined;
    for (const listener of listeners) listener();
  }

  function dispatch(event: TuiEvent): void {
    const { state: next, effects } = update(state, event, lookForAWhile().look);
    state = next;
    paint();
    for (const effect of effects) perform(effect);
  }

  function perform(effect: Effect): void {
    if (effect.kind === 'quit') leave();
    else if (effect.kind === 'copy') done(terminal.copy(effect.text));
    else if (effect.kind === 'mouse') terminal.mouse(effect.on);
    else void ask(effect);
  }

  async function ask(effect: Effect): Promise<void> {
    done(await session.perform(effect));
  }

  function done(outcome: Outcome | undefined): void {
    if (outcome) dispatch({ kind: 'done', outcome });
  }

  const deafen = session.onChange(() => {
    waiting ??= setTimeout(paint, paintEveryMs);
  });
  const unheed = session.onNews(done);
  const aging = setInterval(() => {
    if (!reducedMotion && session.look().session.source === 'live') paint();
  }, ageEveryMs);
  return {
    dispatch,
    picture: () => (picture ??= take()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    quit,
    close() {
      deafen();
      unheed();
      clearInterval(aging);
      clearTimeout(waiting);
      clearTimeout(readingOn);
    },
  };
}
