import { criticalPath } from '../../model/critical-path.ts';
import type { Hop } from '../../model/hop.ts';
import { glyph } from '../../reporters/list/glyph.ts';
import type { Rect } from '../layout/layout.ts';
import { ageOf } from '../panes/texts.ts';
import { hopSign, isLate, isOnItsWay } from '../panes/on-its-way.ts';
import type { PaneView, Tone } from '../panes/pane.ts';
import { sign } from '../panes/signs.ts';
import type { Canvas, Style } from './canvas.ts';
import { widthOf } from '../panes/characters.ts';
import { elideWide } from './fit.ts';

/** The chain of what is chosen in three lines: what it comes to, then its hops, a word with those that say most. */
export function drawStrip(canvas: Canvas, { x, y, width, height }: Rect, { lit, picked }: PaneView): void {
  const { chain } = lit;
  canvas.blank({ x, y, width, height });
  if (chain.length === 0) {
    canvas.text(x, y, 'chain: nothing yet; a row that is chosen shows its own here', dim, width);
    return;
  }
  const missing = chain.find(isLate);
  const { totalMs } = criticalPath(chain);
  const head = `chain ${picked?.correlation ?? ''}: ${chain.length} hops`;
  const took = totalMs === null ? '' : `, ${ageOf(totalMs)}`;
  const tail = missing ? `${glyph('missing')} missing: ${missing.label}` : took;
  const taken = canvas.text(x, y, elideWide(head + (missing ? ', ' : ''), width), dim, width);
  canvas.text(x + taken, y, elideWide(tail, width - taken), missing ? bad : dim, width - taken);
  drawHops(canvas, { x, y: y + 1, width, height: height - 1 }, chain, lit.lineage);
}

const dim: Style = { tone: 'dim', light: 'none' };
const bad: Style = { tone: 'bad', light: 'none' };
/** What is left over is counted in this room at the end. */
const moreRoom = 8;

function drawHops(canvas: Canvas, space: Rect, chain: readonly Hop[], lineage: ReadonlySet<string>): void {
  let { x, y } = space;
  for (const [index, hop] of chain.entries()) {
    const text = wordOf(hop);
    const last = y === space.y + space.height - 1;
    const end = space.x + space.width - (last ? moreRoom : 0);
    if (x + widthOf(text) > end) {
      if (last) {
        canvas.text(x, y, `${sign.elision}+${chain.length - index}`, dim, moreRoom);
        return;
      }
      [x, y] = [space.x, y + 1];
    }
    x += canvas.text(x, y, text, {
      tone: toneOf(hop),
      light: lineage.has(hop.id) ? 'lineage' : 'none',
    });
    x += 1;
  }
}

function toneOf(hop: Hop): Tone {
  if (isOnItsWay(hop)) return 'dim';
  if (hop.kind === 'missing' || hop.kind === 'parked') return 'bad';
  return hop.injected ? 'unsure' : 'plain';
}

function wordOf(hop: Hop): string {
  const { kind, type } = hop;
  const says = kind === 'http' || kind === 'outbox' || kind === 'saga' || kind === 'missing';
  return says ? `${hopSign(hop)} ${type}` : hopSign(hop);
}
