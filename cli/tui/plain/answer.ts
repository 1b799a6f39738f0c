import { parsePoint } from '../../scenario/faults/grammar.ts';
import { hint } from '../../systems/nearest.ts';
import { choiceOf } from '../state/choice.ts';
import type { Effect } from '../state/effect.ts';
import { faultForm } from '../state/forms/fault-form.ts';
import { newForm } from '../state/forms/form.ts';
import { newRunForm, runForm } from '../state/forms/run-form.ts';
import { addressSentences } from '../state/addresses.ts';
import { litBy } from '../state/lit.ts';
import type { Look } from '../state/look.ts';
import { chainSentences, explainChain } from './chain-sentences.ts';
import { plainHelp, type PlainCommand } from './command.ts';
import { sentenceOfSaga } from './sentences.ts';

export interface Answer {
  readonly lines: readonly string[];
  readonly effects: readonly Effect[];
}

/** What is said to a line that was typed, and what the world is asked to do because of it. */
export function answerTo(command: PlainCommand, look: Look): Answer {
  switch (command.kind) {
    case 'nothing':
      return say();
    case 'wrong':
      return say(command.error);
    case 'help':
      return say(...plainHelp);
    case 'quit':
    case 'stop-run':
    case 'disarm':
      return { lines: [], effects: [{ kind: command.kind }] };
    case 'control':
      return control(command, look);
    case 'run':
      return run(command, look);
    case 'arm':
      return arm(command, look);
    case 'chain': {
      const hops = chainSentences(lastChain(look));
      return say(...(hops.length === 0 ? ['Nothing has happened yet.'] : hops));
    }
    case 'explain':
      return say(...explainChain(lastChain(look)));
    case 'addresses':
      return say(...addressSentences(look));
    case 'sagas': {
      const sagas = look.ledger.sagas.sagas.map((saga) => sentenceOfSaga(saga));
      return say(...(sagas.length === 0 ? ['There is no saga yet.'] : sagas));
    }
  }
}

type Of<K extends PlainCommand['kind']> = Extract<PlainCommand, { kind: K }>;

function control({ verb, process }: Of<'control'>, { session }: Look): Answer {
  const known = session.processes ?? [];
  if (!known.includes(process)) return say(`There is no process "${process}"${hint(process, known)}`);
  return { lines: [], effects: [{ kind: 'control', verb, process }] };
}

function run({ scenario, variables }: Of<'run'>, look: Look): Answer {
  const known = look.session.scenarios ?? [];
  const info = known.find(({ id }) => id === scenario || id.endsWith(`/${scenario}`));
  if (!info) {
    const names = known.map(({ id }) => (scenario.includes('/') ? id : id.slice(id.indexOf('/') + 1)));
    return say(`There is no scenario "${scenario}"${hint(scenario, names)}`);
  }
  const unknown = Object.keys(variables).find((name) => !Object.hasOwn(info.vars, name));
  if (unknown !== undefined)
    return say(`${info.id} has no variable "${unknown}"${hint(unknown, Object.keys(info.vars))}`);
  const form = newRunForm(info);
  const fields = form.fields.map(({ name, value }) => ({ name, value: variables[name] ?? value }));
  const filled = { ...form, fields };
  const problems = [...runForm.problems(filled, look)];
  if (problems.length > 0) return say(...problems.map(([name, problem]) => `${name} ${problem}`));
  return { lines: [], effects: [runForm.effect(filled, look)] };
}

function arm({ at, do: action, when }: Of<'arm'>, look: Look): Answer {
  const point = parsePoint(at);
  if (!point)
    return say(`A place is PROCESS.HANDLER.SEAM, such as relay.order-db.after-commit, not "${at}".`);
  const form = newForm({ kind: 'fault' }, { ...point, do: action, when });
  const problems = [...faultForm.problems(form, look).values()];
  return problems.length > 0 ? say(...problems) : { lines: [], effects: [faultForm.effect(form, look)] };
}

function lastChain(look: Look) {
  return litBy(look, choiceOf({ picked: null }, look)).chain;
}

function say(...lines: readonly string[]): Answer {
  return { lines, effects: [] };
}
