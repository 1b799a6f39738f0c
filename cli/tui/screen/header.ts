import type { Rect } from '../layout/layout.ts';
import { oneLine } from '../../reporters/text/fit.ts';
import type { PaneView } from '../panes/pane.ts';
import { sign } from '../panes/signs.ts';
import { pagesOf } from '../state/addresses.ts';
import type { Look } from '../state/look.ts';
import type { TuiState } from '../state/state.ts';
import { positionOf } from '../state/time.ts';
import type { Canvas } from './canvas.ts';
import { widthOf } from '../panes/characters.ts';
import { elideWide, firstFitting } from './fit.ts';

/** What is looked at, on which stack, and whether it is live. */
export function drawHeader(canvas: Canvas, { x, y, width }: Rect, state: TuiState, { look }: PaneView): void {
  const { session } = look;
  const right = elideWide(stateText(state, look), width);
  const name = canvas.text(x, y, 'saga-lab', { tone: 'strong', light: 'none' });
  const room = width - name - widthOf(right) - 1;
  // What is wrong comes before what is looked at, which the user knows.
  const forms = session.trouble === undefined ? whatForms(look) : [` ${oneLine(session.trouble)}`];
  const said = session.trouble === undefined ? 'dim' : 'bad';
  canvas.text(x + name, y, firstFitting(forms, room), { tone: said, light: 'none' }, room);
  const tone = session.trouble === undefined ? (state.frozenAt === null ? 'good' : 'unsure') : 'bad';
  canvas.text(x + width - widthOf(right), y, right, { tone, light: 'none' });
}

/** What is looked at, its page, and the stack, which stays to be read: in fewer words before anything is left out. */
function whatForms(look: Look): readonly string[] {
  const { systems, label, detail } = look.session;
  const names = systems.join(', ');
  const pages = pagesOf(look).map(({ url }) => url);
  const [shortLabel = ''] = label.split(', ');
  return [
    form(names, ...pages, label, detail),
    form(names, ...pages, shortLabel, detail),
    form(names, label, detail),
    form(names, shortLabel, detail),
    form(names, shortLabel || detail),
    form(shortLabel || detail),
  ];
}

function form(...parts: readonly string[]): string {
  return ` ${parts.filter((part) => part !== '').join(` ${sign.remaining} `)}`;
}

/** Where on the timeline the screen stands, how much of it memory does not hold, and in which state the lab is. */
function stateText(state: TuiState, look: Look): string {
  const { spooled, session } = look;
  const kept = spooled === 0 ? '' : ` (${spooled} on disk)`;
  return `${positionText(state, look)}${kept} ${sign.remaining} ${session.state}`;
}

function positionText(state: TuiState, look: Look): string {
  const { kind, at, total } = positionOf(state, look);
  switch (kind) {
    case 'live':
      return `live ${total}`;
    case 'playing':
      return `PLAYING ${at}/${total} x${state.play.speed}`;
    case 'ended':
      return `${at === total ? 'END ' : ''}${at}/${total}`;
    case 'paused':
      return `${look.session.source === 'live' ? 'PAUSED' : 'STOPPED'} ${at}/${total}`;
  }
}
