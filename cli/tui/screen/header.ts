import stringWidth from 'string-width';
import type { Rect } from '../layout/layout.ts';
import type { PaneView } from '../panes/pane.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';

/** What is looked at, on which stack, and whether it is live. */
export function drawHeader(canvas: Canvas, rect: Rect, state: TuiState, { look }: PaneView): void {
  const { session, ledger, total } = look;
  const name = canvas.text(rect.x, rect.y, 'saga-lab', { tone: 'strong', light: 'none' });
  const what = ` ${session.systems.join(', ')} · ${session.label}`;
  const right = `${stateText(state, ledger.folded, total)} · ${session.state}`;
  canvas.text(
    rect.x + name,
    rect.y,
    what,
    { tone: 'dim', light: 'none' },
    rect.width - name - stringWidth(right) - 1,
  );
  const tone = state.frozenAt === null ? 'good' : 'unsure';
  canvas.text(rect.x + rect.width - stringWidth(right), rect.y, right, { tone, light: 'none' });
}

function stateText({ frozenAt }: TuiState, folded: number, total: number): string {
  return frozenAt === null ? `live ${total}` : `PAUSED ${folded}/${total}`;
}
