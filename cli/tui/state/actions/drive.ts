import { newFaultForm } from '../forms/fault-form.ts';
import type { Form } from '../forms/form.ts';
import { newRequestForm } from '../forms/request-form.ts';
import { newRunForm } from '../forms/run-form.ts';
import type { Effect } from '../effect.ts';
import type { Look } from '../look.ts';
import type { PaletteScope } from '../mode.ts';
import type { LastRun, TuiState } from '../state.ts';
import type { Next } from '../update.ts';

/** A list to choose from by typing. */
export function choose(state: TuiState, scope: PaletteScope): Next {
  return { state: { ...state, mode: { kind: 'palette', scope, text: '', chosen: 0 } }, effects: [] };
}

export function chooseScenario(state: TuiState, look: Look): Next {
  return whereDriven(state, look, () => choose(state, 'run'));
}

export function chooseControl(state: TuiState, look: Look): Next {
  return whereDriven(state, look, () => choose(state, 'control'));
}

/** Asks for the variables of a scenario; one that has none is run at once. */
export function runByName(state: TuiState, look: Look, id: string): Next {
  const info = look.session.scenarios?.find((each) => each.id === id);
  if (!info)
    return {
      state: { ...state, notice: { text: `There is no scenario "${id}".`, tone: 'bad' } },
      effects: [],
    };
  if (Object.keys(info.vars).length > 0) return openForm(state, newRunForm(info));
  return run(state, { kind: 'run', scenario: id, variables: {} });
}

export function run(state: TuiState, effect: LastRun): Next {
  return { state: { ...state, lastRun: effect, mode: { kind: 'browse' } }, effects: [effect] };
}

export function runAgain(state: TuiState, look: Look): Next {
  const { lastRun } = state;
  return whereDriven(state, look, () => (lastRun ? run(state, lastRun) : choose(state, 'run')));
}

export function request(state: TuiState, look: Look): Next {
  return whereDriven(state, look, () => openForm(state, newRequestForm(look)));
}

export function injectFault(state: TuiState, look: Look): Next {
  return whereDriven(state, look, () => openForm(state, newFaultForm(look)));
}

export function ask(state: TuiState, look: Look, effect: Effect): Next {
  return whereDriven(state, look, () => ({ state, effects: [effect] }));
}

function openForm(state: TuiState, form: Form): Next {
  return { state: { ...state, mode: { kind: 'form', form } }, effects: [] };
}

function whereDriven(state: TuiState, { session }: Look, then: () => Next): Next {
  if (session.source === 'live') return then();
  const text = 'A recording cannot be driven: what happened has happened.';
  return { state: { ...state, notice: { text, tone: 'plain' } }, effects: [] };
}
