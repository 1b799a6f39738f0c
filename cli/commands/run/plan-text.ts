import { elide, oneLine, wrap } from '../../reporters/text/fit.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { Paint } from '../../reporters/text/paint.ts';
import { duration } from '../../reporters/text/time.ts';
import { expectationName, stepName } from '../../scenario/names.ts';
import type { ScenarioPlan } from '../../scenario/plan.ts';

/** A plan for people: what would be done, in which order, and what is expected of it. */
export function planText(plan: ScenarioPlan, place: string, width: number, paint: Paint): string[] {
  const { system, name, file, about, timeoutMs, variables, faults, steps, expectations, invariants } = plan;
  return [
    paint.strong(elide(`${place} ${system}/${name}`, width)),
    paint.dim(elide(`  ${file}, limit ${duration(timeoutMs)}`, width)),
    ...wrap(oneLine(about).split(' ').filter(Boolean), width - 2).map((line) => `  ${line}`),
    ...section(
      'variables',
      Object.entries(variables).map(([key, value]) => `${key} = ${jsonText(value)}`),
    ),
    ...section(
      'faults',
      faults.map((fault) => `${fault.do} at ${fault.at}, ${fault.when}`),
    ),
    ...section('steps', steps.flatMap(stepLines)),
    ...section('expected', expectations.flatMap(expectationLines)),
    ...section('invariants', wrap(invariants, width - 4, '  ')),
    '',
  ];

  function section(heading: string, lines: readonly string[]): string[] {
    if (lines.length === 0) return [];
    return [paint.dim(`  ${heading}`), ...lines.map((line) => `    ${elide(line, width - 4)}`)];
  }
}

/** What it is called, and what that does not say. */
function stepLines({ name, does }: ScenarioPlan['steps'][number]): string[] {
  const { json, headers, status, capture, publish } = does;
  const details = Object.entries({ json, headers, status, capture, publish }).flatMap(([field, value]) =>
    value === undefined ? [] : [`${field} ${jsonText(value)}`],
  );
  const plain = does.name === undefined ? [] : [stepName({ ...does, name: undefined })];
  return [oneLine(name), ...[...plain, ...details].map((line) => `  ${oneLine(line)}`)];
}

function expectationLines({ name, holds }: ScenarioPlan['expectations'][number]): string[] {
  return holds.name === undefined
    ? [oneLine(name)]
    : [oneLine(name), `  ${oneLine(expectationName({ ...holds, name: undefined }))}`];
}
