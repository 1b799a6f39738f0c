import type { Hop } from '../../../model/hop.ts';
import type { ActionName } from '../../keys/actions.ts';
import { actions } from '../actions/actions.ts';
import { copyCommand, copyRow } from '../actions/copy.ts';
import { back, showCommands, showDetail } from '../actions/show.ts';
import { boxLines, topFor } from '../box.ts';
import { detailLines } from '../detail/detail-lines.ts';
import { subjectOf, type Subject } from '../detail/subject.ts';
import type { Look } from '../look.ts';
import type { DetailMode } from '../mode.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';

type Act = (state: TuiState, mode: DetailMode, look: Look) => Next;

const acts: Readonly<Partial<Record<ActionName, Act>>> = {
  down: (state, mode, look) => moveLine(state, mode, look, mode.line + 1),
  up: (state, mode, look) => moveLine(state, mode, look, mode.line - 1),
  'page-down': (state, mode, look) => moveLine(state, mode, look, mode.line + pageOf(state)),
  'page-up': (state, mode, look) => moveLine(state, mode, look, mode.line - pageOf(state)),
  first: (state, mode, look) => moveLine(state, mode, look, 0),
  last: (state, mode, look) => moveLine(state, mode, look, Number.MAX_SAFE_INTEGER),
  fold,
  cause: (state, mode, look) => goToHop(state, mode, look, ({ cause }) => cause ?? undefined),
  effect: (state, mode, look) => goToHop(state, mode, look, ({ effects: [first] }) => first),
  copy: (state, { row }, look) => copyRow(state, look, row),
  'copy-command': (state, { row }, look) => copyCommand(state, look, row),
  commands: (state, { row }) => showCommands(state, row),
  back: (state) => back(state),
};

/** What an action does in the detail view; the rest does what it does everywhere. */
export function actInDetail(state: TuiState, mode: DetailMode, action: ActionName, look: Look): Next {
  return acts[action]?.(state, mode, look) ?? actions[action](state, look);
}

function pageOf({ size }: TuiState): number {
  return Math.max(1, boxLines(size) - 1);
}

function moveLine(state: TuiState, mode: DetailMode, look: Look, wanted: number): Next {
  const subject = subjectOf(state, look, mode.row);
  const count = subject ? detailLines(subject, mode.toggled).length : 0;
  const line = Math.max(0, Math.min(count - 1, wanted));
  const top = topFor(line, mode.top, boxLines(state.size));
  return { state: { ...state, mode: { ...mode, line, top } }, effects: [] };
}

function fold(state: TuiState, mode: DetailMode, look: Look): Next {
  const subject = subjectOf(state, look, mode.row);
  const line = subject && detailLines(subject, mode.toggled)[mode.line];
  if (line?.kind === 'neighbour') return goToHop(state, mode, look, () => line.hop);
  if (line?.kind !== 'json' || line.line.fold === null) return { state, effects: [] };
  const { path } = line.line;
  const toggled = mode.toggled.includes(path)
    ? mode.toggled.filter((each) => each !== path)
    : [...mode.toggled, path];
  return { state: { ...state, mode: { ...mode, toggled } }, effects: [] };
}

/** The chain has a row for each hop: it is shown there, and chosen, so that it lights up everywhere. */
function goToHop(
  state: TuiState,
  { row }: DetailMode,
  look: Look,
  which: (subject: Subject) => Hop | undefined,
): Next {
  const subject = subjectOf(state, look, row);
  const hop = subject && which(subject);
  if (!subject || !hop) return { state, effects: [] };
  const { id, correlation } = hop;
  const cursor = { kind: 'at', id, index: 0, top: 0 } as const;
  const picked = { system: subject.system, correlation, hop: id };
  const moved = { ...state, picked, cursors: { ...state.cursors, chain: cursor } };
  return showDetail(moved, look, { pane: 'chain', id, index: 0 });
}
