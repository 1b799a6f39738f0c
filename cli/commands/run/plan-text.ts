import { columns, elide, oneLine, wrap } from '../../reporters/text/fit.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { Paint } from '../../reporters/text/paint.ts';
import { duration } from '../../reporters/text/time.ts';
import type { ScenarioPlan } from '../../scenario/plan.ts';

/** A plan for people: what would be done, in which order, and what is expected of it. */
export function planText(plan: ScenarioPlan, place: string, width: number, paint: Paint): string[] {
  const { system, name, file, about, timeoutMs, variables, faults, steps, expectations, invariants } = plan;
  const title = `${place} ${system}/${name}`;
  const where = ` ${file}, limit ${duration(timeoutMs)}`;
  return [
    `${paint.strong(elide(title, width))}${columns(title + where) > width ? '' : paint.dim(where)}`,
    ...wrap(oneLine(about).split(' ').filter(Boolean), width - 2).map((line) => `  ${line}`),
    ...section(
      'variables',
      Object.entries(variables).map(([key, value]) => `${key} = ${jsonText(value)}`),
    ),
    ...section(
      'faults',
      faults.map((fault) => `${fault.do} at ${fault.at}, ${fault.when}`),
    ),
    ...section(
      'steps',
      steps.flatMap(({ name: called, does }) => [called, ...details(does)]),
    ),
    ...section(
      'expected',
      expectations.map((each) => each.name),
    ),
    ...section('invariants', wrap(invariants, width - 4, '  ')),
    '',
  ];

  function section(heading: string, lines: readonly string[]): string[] {
    if (lines.length === 0) return [];
    return [paint.dim(`  ${heading}`), ...lines.map((line) => `    ${elide(line, width - 4)}`)];
  }
}

/** What the name of a step does not say. */
function details({
  json,
  headers,
  status,
  capture,
  publish,
}: ScenarioPlan['steps'][number]['does']): string[] {
  return Object.entries({ json, headers, status, capture, publish }).flatMap(([field, value]) =>
    value === undefined ? [] : [`  ${field} ${jsonText(value)}`],
  );
}
