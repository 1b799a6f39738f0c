import { parseFilter } from '../filter/parse.ts';
import { paneOf } from '../panes/panes.ts';
import type { PaneView, Tone } from '../panes/pane.ts';
import type { Canvas } from '../screen/canvas.ts';
import type { Mode, TypingMode } from '../state/mode.ts';
import { momentIn } from '../state/moment.ts';
import { readSoFar, rowsOf } from '../state/rows.ts';
import type { TuiState } from '../state/state.ts';

const signs = { filter: '/', search: 'search ', moment: 'moment ', palette: ':' } as const;

/** What is being typed, as it stands in the footer; undefined where nothing is. */
export function promptOf(mode: Mode): string | undefined {
  switch (mode.kind) {
    case 'filter':
    case 'search':
    case 'moment':
    case 'palette':
      return `${signs[mode.kind]}${mode.text}▏`;
    case 'browse':
    case 'help':
    case 'form':
    case 'detail':
    case 'commands':
    case 'addresses':
      return undefined;
  }
}

/** Above the footer: what is wrong with what is typed, else what it does. */
export function drawPromptNote(canvas: Canvas, state: TuiState, mode: TypingMode, view: PaneView): void {
  const { text, tone } = noteOf(state, mode, view);
  const y = canvas.rows - 2;
  canvas.blank({ x: 0, y, width: canvas.columns, height: 1 });
  canvas.text(0, y, text, { tone, light: 'none' });
}

function noteOf(
  state: TuiState,
  mode: TypingMode,
  view: PaneView,
): { readonly text: string; readonly tone: Tone } {
  if (mode.kind === 'moment') {
    const moment = momentIn(mode.text, view.look);
    if (!moment.ok) return { text: moment.error, tone: mode.text === '' ? 'dim' : 'unsure' };
    return { text: `moment ${Math.max(0, moment.at)} of ${view.look.total}`, tone: 'dim' };
  }
  const parsed = parseFilter(mode.text);
  if (!parsed.ok) return { text: parsed.error, tone: 'bad' };
  if (mode.kind === 'search')
    return { text: 'enter goes to the next row that matches; n and N go on', tone: 'dim' };
  return { text: foundText(state, view), tone: 'dim' };
}

function foundText({ focus }: TuiState, view: PaneView): string {
  if (view.filter === undefined || view.filter.terms.length === 0)
    return 'such as saga:3  type:OrderCreated  -missing:relay  "two words"; enter keeps it, esc leaves it';
  const rows = rowsOf(focus, view);
  const { length, all, lacks } = rows;
  const { title } = paneOf(focus);
  if (lacks.length > 0) return `${title} is not filtered: its rows have no ${lacks.join(', ')}`;
  return `${length} of ${all.length} in ${title}${readSoFar(rows)}`;
}
