import { parseJson } from '../../../../services/tram/index.ts';
import { isDecimalText, isScalar, numberText, scalarText, type Scalar } from '../../../scenario/scalar.ts';
import type { Effect } from '../effect.ts';
import type { Look, ScenarioInfo } from '../look.ts';
import { newForm, type Form } from './form.ts';
import type { FormKind } from './form-kind.ts';

/** The variables of a scenario, filled with their defaults. */
export function newRunForm({ id, vars }: ScenarioInfo): Form {
  const values = Object.entries(vars).map(([name, value]) => [name, scalarText(value)] as const);
  return newForm({ kind: 'run', scenario: id }, Object.fromEntries(values));
}

export const runForm: FormKind = {
  title: (form) => `run ${scenarioOf(form)}`,
  about(form, field, look) {
    const value = defaultOf(form, field, look);
    return value === undefined ? '' : `${typeText(value)}, by default ${scalarText(value)}`;
  },
  choices: (form, field, look) =>
    typeof defaultOf(form, field, look) === 'boolean' ? ['true', 'false'] : [],
  problems(form, look) {
    const problems = new Map<string, string>();
    for (const { name, value } of form.fields) {
      const wanted = defaultOf(form, name, look);
      if (wanted === undefined) continue;
      if (read(value, wanted) === undefined)
        problems.set(name, `must be ${typeText(wanted)}, not "${value}"`);
    }
    return problems;
  },
  effect: (form, look): Extract<Effect, { kind: 'run' }> => ({
    kind: 'run',
    scenario: scenarioOf(form),
    variables: Object.fromEntries(
      form.fields.flatMap(({ name, value }): [string, Scalar][] => {
        const wanted = defaultOf(form, name, look) ?? '';
        const given = read(value, wanted);
        return given === undefined || value === scalarText(wanted) ? [] : [[name, given]];
      }),
    ),
  }),
};

function scenarioOf({ purpose }: Form): string {
  return purpose.kind === 'run' ? purpose.scenario : '';
}

function defaultOf(form: Form, name: string, { session }: Look): Scalar | undefined {
  const info = session.scenarios?.find(({ id }) => id === scenarioOf(form));
  return info && Object.hasOwn(info.vars, name) ? info.vars[name] : undefined;
}

/** The text as a value of the same type as the default; undefined where it is none. */
function read(text: string, wanted: Scalar): Scalar | undefined {
  if (typeof wanted === 'string') return text;
  if (typeof wanted === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (numberText(wanted) !== undefined) return isDecimalText(text) ? scalarIn(text) : undefined;
  return scalarIn(text);
}

function scalarIn(text: string): Scalar {
  try {
    const value = parseJson(text);
    return isScalar(value) ? value : text;
  } catch {
    return text;
  }
}

function typeText(value: Scalar): string {
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  return numberText(value) === undefined ? 'a value' : 'a number';
}
