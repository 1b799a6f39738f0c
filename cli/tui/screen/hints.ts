import type { ActionName } from '../keys/actions.ts';
import { keysOf, type Keymap } from '../keys/keymap.ts';
import type { SessionInfo } from '../state/look.ts';
import { contextOf, type Mode } from '../state/mode.ts';

interface Hint {
  /** Of each the first key is told. */
  readonly of: readonly ActionName[];
  readonly says: string;
  /** Where there is little room, those of a higher number go first; those of 0 never go. */
  readonly drop: 0 | 1 | 2 | 3;
}

type Place = 'live' | 'recording' | 'lesson' | 'detail' | 'reading';

const help: Hint = { of: ['help'], says: 'help', drop: 0 };
const quit: Hint = { of: ['quit'], says: 'quit', drop: 0 };
const close: Hint = { of: ['back'], says: 'closes', drop: 0 };
const scroll: Hint = { of: ['down', 'up'], says: 'move', drop: 1 };
const step: Hint = { of: ['earlier', 'later'], says: 'step', drop: 2 };
const ends: Hint = { of: ['beginning', 'live'], says: 'ends', drop: 2 };
const pane: Hint = { of: ['next-pane'], says: 'pane', drop: 1 };

/** The keys that matter most, in the order in which they are told. */
const hintsOf: Readonly<Record<Place, readonly Hint[]>> = {
  live: [
    help,
    { of: ['palette'], says: 'do', drop: 1 },
    { of: ['filter'], says: 'find', drop: 2 },
    pane,
    { of: ['detail'], says: 'more', drop: 2 },
    { of: ['run'], says: 'run', drop: 1 },
    { of: ['fault'], says: 'fault', drop: 2 },
    { of: ['addresses'], says: 'addresses', drop: 1 },
    { of: ['pause'], says: 'pause', drop: 3 },
    quit,
  ],
  recording: [
    help,
    { of: ['filter'], says: 'filter', drop: 2 },
    pane,
    { of: ['detail'], says: 'look', drop: 2 },
    { of: ['pause'], says: 'play', drop: 1 },
    step,
    ends,
    quit,
  ],
  lesson: [
    help,
    { of: ['pause'], says: 'goes on', drop: 0 },
    pane,
    { of: ['detail'], says: 'more', drop: 2 },
    step,
    ends,
    quit,
  ],
  detail: [
    close,
    scroll,
    { of: ['fold'], says: 'folds', drop: 1 },
    { of: ['cause'], says: 'cause', drop: 2 },
    { of: ['effect'], says: 'effect', drop: 2 },
    { of: ['copy'], says: 'copies', drop: 2 },
    { of: ['commands'], says: 'what to type', drop: 3 },
    help,
    quit,
  ],
  reading: [close, scroll, { of: ['page-down', 'page-up'], says: 'page', drop: 2 }, quit],
};

/** The keys of one's own for where they are pressed, the fullest text first; none in a form, which tells them itself. */
export function hintForms(keymap: Keymap, mode: Mode, session: SessionInfo): readonly string[] {
  const place = placeOf(mode, session);
  if (place === undefined) return [''];
  const hints = hintsOf[place];
  return [3, 2, 1, 0].map((most) =>
    hints
      .filter(({ drop }) => drop <= most)
      .map((hint) => textOf(keymap, hint))
      .filter((text) => text !== undefined)
      .join('  '),
  );
}

/** Undefined where no key does it. */
function textOf(keymap: Keymap, { of, says }: Hint): string | undefined {
  const keys = of.flatMap((action) => keysOf(keymap, action).slice(0, 1));
  return keys.length === 0 ? undefined : `${keys.join(' ')} ${says}`;
}

function placeOf(mode: Mode, { lesson, source }: SessionInfo): Place | undefined {
  const context = contextOf(mode);
  if (context !== 'browse') return context;
  return lesson ? 'lesson' : source;
}
