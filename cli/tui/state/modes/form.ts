import type { Key } from '../../keys/key.ts';
import { run } from '../actions/drive.ts';
import { kindOf } from '../forms/form-kind.ts';
import { withValue, type Form } from '../forms/form.ts';
import type { Look } from '../look.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';
import { edited } from './edited.ts';

export function keyInForm(state: TuiState, form: Form, key: Key, look: Look): Next {
  if (key === 'esc') return { state: { ...state, mode: { kind: 'browse' } }, effects: [] };
  if (key === 'enter') return send(state, form, look);
  return stay(state, changed(form, key, look));
}

function changed(form: Form, key: Key, look: Look): Form {
  const { focus, fields } = form;
  const field = fields[focus];
  if (!field) return form;
  const value = edited(field.value, key);
  if (value !== undefined) return withValue(form, focus, value);
  const by = { up: -1, 'shift+tab': -1, down: 1, tab: 1 }[key];
  if (by !== undefined) return { ...form, focus: (focus + by + fields.length) % fields.length };
  const turn = { left: -1, right: 1 }[key];
  const choices = kindOf(form).choices(form, field.name, look);
  if (turn === undefined || choices.length === 0) return form;
  const index = choices.indexOf(field.value);
  const next = index < 0 ? 0 : (index + turn + choices.length) % choices.length;
  return withValue(form, focus, choices[next] ?? field.value);
}

/** Does it; where something is wrong, goes to the first field that is. */
function send(state: TuiState, form: Form, look: Look): Next {
  const kind = kindOf(form);
  const problems = kind.problems(form, look);
  const wrong = form.fields.findIndex(({ name }) => problems.has(name));
  if (wrong >= 0) return stay(state, { ...form, focus: wrong, tried: true });
  const effect = kind.effect(form, look);
  if (effect.kind === 'run') return run(state, effect);
  return { state: { ...state, mode: { kind: 'browse' } }, effects: [effect] };
}

function stay(state: TuiState, form: Form): Next {
  return { state: { ...state, mode: { kind: 'form', form } }, effects: [] };
}
