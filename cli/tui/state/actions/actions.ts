import type { ActionName } from '../../keys/actions.ts';
import type { Look } from '../look.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';
import { copyCommand, copyRow } from './copy.ts';
import * as drive from './drive.ts';
import { nextMatch } from './find.ts';
import { currentRow, follow, moveBy, moveTo, page } from './move.ts';
import { focusNext, focusNumber, letGo, zoom } from './panes.ts';
import { nextTheme, showAddresses, showCommands, showDetail, showHelp, toggleMouse } from './show.ts';
import * as time from './time.ts';

type Action = (state: TuiState, look: Look) => Next;

/** Only the detail view has these; on the panes nothing calls them. */
const nothing: Action = (state) => ({ state, effects: [] });

/** What each action does on the panes. */
export const actions: Readonly<Record<ActionName, Action>> = {
  'next-pane': (state) => focusNext(state, 1),
  'previous-pane': (state) => focusNext(state, -1),
  'pane-1': (state) => focusNumber(state, 1),
  'pane-2': (state) => focusNumber(state, 2),
  'pane-3': (state) => focusNumber(state, 3),
  'pane-4': (state) => focusNumber(state, 4),
  'pane-5': (state) => focusNumber(state, 5),
  'pane-6': (state) => focusNumber(state, 6),
  'pane-7': (state) => focusNumber(state, 7),
  'pane-8': (state) => focusNumber(state, 8),
  'pane-9': (state) => focusNumber(state, 9),
  down: (state, look) => moveBy(state, look, 1),
  up: (state, look) => moveBy(state, look, -1),
  'page-down': (state, look) => page(state, look, 1),
  'page-up': (state, look) => page(state, look, -1),
  first: (state, look) => moveTo(state, look, 0),
  last: (state, look) => moveTo(state, look, Number.MAX_SAFE_INTEGER),
  follow: (state) => follow(state),
  detail: (state, look) => showDetail(state, look, currentRow(state, look)),
  fold: nothing,
  cause: nothing,
  effect: nothing,
  back: (state) => letGo(state),
  zoom: (state) => zoom(state),
  copy: (state, look) => copyRow(state, look, currentRow(state, look)),
  'copy-command': (state, look) => copyCommand(state, look, currentRow(state, look)),
  commands: (state, look) => showCommands(state, currentRow(state, look)),
  addresses: (state) => showAddresses(state),
  filter: (state) => ({ state: { ...state, mode: { kind: 'filter', text: state.filter } }, effects: [] }),
  search: (state) => ({ state: { ...state, mode: { kind: 'search', text: '' } }, effects: [] }),
  'next-match': (state, look) => nextMatch(state, look, 1),
  'previous-match': (state, look) => nextMatch(state, look, -1),
  palette: (state) => drive.choose(state, 'all'),
  pause: time.pause,
  earlier: (state, look) => time.step(state, look, -1),
  later: (state, look) => time.step(state, look, 1),
  'earlier-event': (state, look) => time.stepInChain(state, look, -1),
  'later-event': (state, look) => time.stepInChain(state, look, 1),
  beginning: (state, look) => time.goTo(state, look, 0),
  live: time.live,
  moment: (state) => ({ state: { ...state, mode: { kind: 'moment', text: '' } }, effects: [] }),
  slower: (state, look) => time.changeSpeed(state, look, -1),
  faster: (state, look) => time.changeSpeed(state, look, 1),
  run: drive.chooseScenario,
  'run-again': drive.runAgain,
  'stop-run': (state, look) => drive.ask(state, look, { kind: 'stop-run' }),
  request: drive.request,
  fault: drive.injectFault,
  disarm: (state, look) => drive.ask(state, look, { kind: 'disarm' }),
  control: drive.chooseControl,
  export: (state) => drive.choose(state, 'export'),
  theme: nextTheme,
  mouse: toggleMouse,
  help: (state) => showHelp(state),
  quit: (state) => ({ state, effects: [{ kind: 'quit' }] }),
};
