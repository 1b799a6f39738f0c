import { exportFormats } from '../../../exports/formats.ts';
import type { ControlVerb } from '../../../stack/lab.ts';
import { bindings, type ActionName } from '../../keys/actions.ts';
import { keysOf } from '../../keys/keymap.ts';
import { panes } from '../../panes/panes.ts';
import type { PaneId } from '../../panes/pane.ts';
import { chosenOf } from '../choice.ts';
import type { ExportEffect } from '../effect.ts';
import type { Look } from '../look.ts';
import type { PaletteScope } from '../mode.ts';
import type { TuiState } from '../state.ts';
import { themeAbouts, themeNames, type ThemeName } from '../themes.ts';

/** One thing that can be done by its name. */
export interface Entry {
  readonly name: string;
  readonly about: string;
  readonly does:
    | { readonly kind: 'action'; readonly action: ActionName }
    | { readonly kind: 'pane'; readonly pane: PaneId }
    | { readonly kind: 'scenario'; readonly id: string }
    | { readonly kind: 'control'; readonly verb: ControlVerb; readonly process: string }
    | { readonly kind: 'theme'; readonly theme: ThemeName }
    | ExportEffect;
}

const verbs: Readonly<Record<ControlVerb, string>> = {
  stop: 'until it is started',
  start: 'after a stop',
  kill: 'a crash; it is started again by itself',
  restart: 'stop and start',
  pause: 'it hangs, its connections stay open',
  resume: 'after a pause',
};

/** All that can be done now, in the order in which it is offered. */
export function entriesOf(state: TuiState, look: Look, scope: PaletteScope): readonly Entry[] {
  switch (scope) {
    case 'run':
      return scenarioEntries(look);
    case 'control':
      return controlEntries(look);
    case 'export':
      return exportEntries(state, look);
    case 'all':
      return [
        ...actionEntries(state),
        ...panes.map(({ id, title, about }): Entry => ({
          name: `pane ${title}`,
          about,
          does: { kind: 'pane', pane: id },
        })),
        ...scenarioEntries(look),
        ...controlEntries(look),
        ...themeNames.map((theme): Entry => ({
          name: `theme ${theme}`,
          about: theme === state.theme ? `${themeAbouts[theme]} (as it is now)` : themeAbouts[theme],
          does: { kind: 'theme', theme },
        })),
        ...exportEntries(state, look),
      ];
  }
}

/** What can be done on the panes; `pane outbox` says more than `pane-3` does. */
function actionEntries({ keymap }: TuiState): Entry[] {
  return bindings
    .filter(
      ({ action, in: [first] }) => first === 'browse' && action !== 'palette' && !action.startsWith('pane-'),
    )
    .map(({ action, about }) => ({
      name: action,
      about: `${keysOf(keymap, action).join(' ')}: ${about}`,
      does: { kind: 'action', action },
    }));
}

function scenarioEntries({ session }: Look): Entry[] {
  return (session.scenarios ?? []).map(({ id, about }) => ({
    name: `run ${id}`,
    about,
    does: { kind: 'scenario', id },
  }));
}

function controlEntries({ session }: Look): Entry[] {
  return (session.processes ?? []).flatMap((process) =>
    Object.entries(verbs).map(([verb, about]): Entry => ({
      name: `${verb} ${process}`,
      about,
      does: { kind: 'control', verb: verb as ControlVerb, process },
    })),
  );
}

/** Of a chain only where one was chosen: which one began last may change while the entry is read. */
function exportEntries(state: TuiState, look: Look): Entry[] {
  const chosen = chosenOf(state, look);
  return exportFormats.flatMap((format): Entry[] => [
    {
      name: `export ${format}`,
      about: `every scenario as it ended, as ${format}`,
      does: { kind: 'export', format },
    },
    ...(chosen === null
      ? []
      : [
          {
            name: `export chain ${format}`,
            about: `the chosen chain alone, as its scenario ended, as ${format}`,
            does: { kind: 'export', format, chain: chosen.correlation },
          } as const,
        ]),
  ]);
}
