import { choiceOf } from '../choice.ts';
import type { Effect } from '../effect.ts';
import type { Look } from '../look.ts';
import { initialState, type TuiState } from '../state.ts';
import { positionOf } from '../time.ts';
import type { Next } from '../update.ts';

const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** Stands still at what is shown now, or goes on: a lab to the present, a recording from where it stands. */
export function pause(state: TuiState, look: Look): Next {
  if (look.session.lesson) return goOn(state);
  if (look.session.source === 'recording') return pauseReplay(state, look);
  return state.frozenAt === null ? standAt(state, look.ledger.folded) : live(state, look);
}

function pauseReplay(state: TuiState, look: Look): Next {
  const { at, total, kind } = positionOf(state, look);
  if (kind === 'playing') return standAt(state, at);
  const play = { ...state.play, on: true };
  // At its end there is nothing to go on with: it starts anew.
  const again: Effect[] = at >= total ? [{ kind: 'seek', at: 0 }] : [];
  return {
    state: { ...state, frozenAt: null, play },
    effects: [...again, { kind: 'play', speed: play.speed }],
  };
}

/** To where the lesson stands still next: what it is about lights up again, whatever the user looked at meanwhile. */
function goOn(state: TuiState): Next {
  const { cursors, frozenAt, picked } = initialState(state.size, state.theme);
  const play = { ...state.play, on: false };
  const effects: Effect[] = [{ kind: 'play', speed: play.speed }];
  return { state: { ...state, cursors, frozenAt, picked, play }, effects };
}

export function changeSpeed(state: TuiState, look: Look, by: 1 | -1): Next {
  if (look.session.source === 'live')
    return {
      state: { ...state, notice: { text: 'A lab goes at its own speed.', tone: 'plain' } },
      effects: [],
    };
  const index = speeds.indexOf(state.play.speed) + by;
  const speed = speeds[Math.min(speeds.length - 1, Math.max(0, index))] ?? 1;
  const effects: Effect[] = positionOf(state, look).kind === 'playing' ? [{ kind: 'play', speed }] : [];
  const notice = { text: `speed ${speed}`, tone: 'plain' } as const;
  return { state: { ...state, notice, play: { ...state.play, speed } }, effects };
}

/** So many moments on, or back. */
export function step(state: TuiState, look: Look, by: number): Next {
  return goTo(state, look, positionOf(state, look).at + by);
}

/** Where the chosen chain went on before, or went on next; ten moments where nobody can tell. */
export function stepInChain(state: TuiState, look: Look, direction: 1 | -1): Next {
  const picked = choiceOf(state, look);
  const moments = (picked && look.momentsOf?.(picked)) ?? [];
  const { at } = positionOf(state, look);
  if (moments.length === 0) return step(state, look, direction * 10);
  const next = direction === 1 ? moments.find((each) => each > at) : moments.findLast((each) => each < at);
  if (next !== undefined) return goTo(state, look, next);
  const text = direction === 1 ? 'Nothing more follows in this chain.' : 'The chain begins here.';
  return { state: { ...state, notice: { text, tone: 'plain' } }, effects: [] };
}

/** The first so many moments; behind the last one is the present. */
export function goTo(state: TuiState, look: Look, wanted: number): Next {
  if (wanted >= look.total) return live(state, look);
  return standAt(state, Math.max(0, wanted));
}

/** The present of a lab, the end of a recording. */
export function live(state: TuiState, look: Look): Next {
  return {
    state: { ...state, frozenAt: null, play: { ...state.play, on: false } },
    effects: [...stillReplay(state, look), { kind: 'seek', at: null }],
  };
}

function standAt(state: TuiState, at: number): Next {
  const still: Effect[] = state.play.on ? [{ kind: 'play', speed: null }] : [];
  return {
    state: { ...state, frozenAt: at, play: { ...state.play, on: false } },
    effects: [...still, { kind: 'seek', at }],
  };
}

function stillReplay({ play }: TuiState, { session }: Look): Effect[] {
  return play.on && session.source === 'recording' ? [{ kind: 'play', speed: null }] : [];
}
