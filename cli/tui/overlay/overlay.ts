import type { PaneView } from '../panes/pane.ts';
import type { Canvas } from '../screen/canvas.ts';
import { readingLines } from '../state/modes/reading.ts';
import { contextOf } from '../state/mode.ts';
import type { TuiState } from '../state/state.ts';
import { drawDetail } from './detail.ts';
import { drawForm } from './form.ts';
import { drawNotice } from './notice.ts';
import { drawPalette } from './palette.ts';
import { drawPromptNote } from './prompt.ts';
import { drawText } from './text.ts';

/** What lies over the panes. Pure: all of it follows from the state and from what there is to see. */
export function drawOverlay(canvas: Canvas, state: TuiState, view: PaneView): void {
  const { mode } = state;
  const { look } = view;
  switch (mode.kind) {
    case 'browse':
      break;
    case 'help':
      drawText(canvas, state.size, 'help', readingLines(state, mode, look), mode.top);
      break;
    case 'commands':
      drawText(canvas, state.size, 'what you would type', readingLines(state, mode, look), mode.top);
      break;
    case 'addresses':
      drawText(canvas, state.size, 'addresses', readingLines(state, mode, look), mode.top);
      break;
    case 'detail':
      drawDetail(canvas, state, mode, look);
      break;
    case 'palette':
      drawPalette(canvas, state, mode, look);
      break;
    case 'form':
      drawForm(canvas, state.size, mode.form, look);
      break;
    case 'filter':
    case 'search':
    case 'moment':
      drawPromptNote(canvas, state, mode, view);
      break;
  }
  if (contextOf(mode)) drawNotice(canvas, state);
}
