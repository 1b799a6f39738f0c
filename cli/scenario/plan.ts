import type { System } from '../systems/system.ts';
import type { Fault } from './faults/fault-schema.ts';
import type { LoadedScenario } from './load.ts';
import { expectationName, stepName } from './names.ts';
import type { Expectation, Scenario } from './schema.ts';
import type { Step } from './step-schema.ts';
import { fill, generators, mentioned, type Variables } from './variables.ts';

/** What a scenario would do, known before anything is started. */
export interface ScenarioPlan {
  readonly name: string;
  readonly system: string;
  readonly file: string;
  readonly about: string;
  readonly tags: readonly string[];
  readonly timeoutMs: number;
  /** As far as known: `{{random}}` is drawn only when it runs. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  /** `name` is what reports call it, `does` the entry of the file. Durations are milliseconds. */
  readonly steps: readonly { readonly name: string; readonly does: Step }[];
  readonly expectations: readonly { readonly name: string; readonly holds: Expectation }[];
  /** Names of the system's invariants that are checked afterwards. */
  readonly invariants: readonly string[];
}

/** Fills in what is known now. What an answer will bring stays `{{name}}`. */
export function planOf(
  { scenario, file }: LoadedScenario,
  system: System,
  given: Variables,
  timeoutMs: number,
): ScenarioPlan {
  const { name, about, tags, timeout, faults } = scenario;
  const known = knownVariables(scenario, given);
  const variables = Object.fromEntries(Object.keys(scenario.vars).map((each) => [each, known.get(each)]));
  const steps = scenario.steps.map((step) => {
    const { capture, ...rest } = step;
    const does = { ...fill(rest, known), ...(capture !== undefined && { capture }) };
    forget(known, capture);
    forget(known, step.eventually?.capture);
    return { name: stepName(does), does };
  });
  const expectations = scenario.expect.map((expectation) => {
    const holds = fill(expectation, known);
    return { name: expectationName(holds), holds };
  });
  return {
    name,
    system: scenario.system,
    file,
    about,
    tags,
    timeoutMs: timeout ?? timeoutMs,
    variables,
    faults,
    steps,
    expectations,
    invariants: invariantsOf(scenario, system),
  };
}

/** Each variable that the scenario mentions: its value, or itself where nobody can know it yet. */
function knownVariables(scenario: Scenario, given: Variables): Map<string, unknown> {
  const open = [...Object.keys(generators), ...mentioned(scenario)];
  const known = new Map<string, unknown>(open.map((name) => [name, `{{${name}}}`]));
  for (const [name, value] of given) known.set(name, value);
  for (const [name, value] of Object.entries(scenario.vars))
    if (!given.has(name)) known.set(name, fill(value, known));
  return known;
}

/** What a step captures is another value from there on. */
function forget(known: Map<string, unknown>, captured: object = {}): void {
  for (const name of Object.keys(captured)) known.set(name, `{{${name}}}`);
}

function invariantsOf({ invariants }: Scenario, system: System): readonly string[] {
  if (invariants === 'none') return [];
  return invariants === 'all' ? Object.keys(system.invariants) : invariants;
}
