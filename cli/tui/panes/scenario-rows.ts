import type { Verdict } from '../../model/verdict.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { ScenarioProgress } from '../ledger/progress.ts';
import type { Cell, PaneRow } from './pane.ts';
import { sign } from './signs.ts';
import { ageOf } from './texts.ts';

interface Told {
  readonly verdict: Verdict | 'waiting' | 'remaining' | 'not-run';
  readonly name: string;
  readonly ms?: number;
  readonly error?: string;
  readonly lastSeen?: unknown;
}

export interface ScenarioRows {
  readonly length: number;
  /** `number`: place of the scenario among all. */
  row(index: number, number: number): PaneRow;
}

/** A line for the scenario, one for each step and expectation, and under one that did not hold what was seen instead. */
export function scenarioRows(progress: ScenarioProgress): ScenarioRows {
  const { steps, expectations } = progress;
  const told: readonly Told[] = [...steps, ...expectations, ...remainingOf(progress)];
  const length = 1 + told.reduce((sum, each) => sum + 1 + notesOf(each).length, 0);
  return {
    length,
    row: (index, number) => {
      const common = commonOf(progress);
      const id = `${number}/${index}`;
      if (index === 0)
        return { ...common, id, cells: titleCells(progress), detail: () => detailOf(progress) };
      const { each, note } = lineAt(told, index - 1);
      const cells =
        note === undefined
          ? [
              signOf(each.verdict),
              nameCell(each),
              { text: each.ms === undefined ? '' : ageOf(each.ms), tone: 'dim' as const },
            ]
          : [{ text: '' }, { text: `    ${note}`, tone: 'bad' as const }];
      return { ...common, id, cells, detail: () => each };
    },
  };
}

/** What the plan names and no report has yet; the first of it is under way. */
function remainingOf({ plan, steps, expectations, report }: ScenarioProgress): Told[] {
  if (!plan) return [];
  const reported = new Map<string, number>();
  for (const { name } of expectations) reported.set(name, (reported.get(name) ?? 0) + 1);
  const open = plan.expectations.filter((name) => {
    const left = reported.get(name) ?? 0;
    reported.set(name, left - 1);
    return left <= 0;
  });
  const ahead = [...plan.steps.slice(steps.length), ...open];
  return ahead.map((name, index) => ({
    name,
    verdict: report === undefined ? (index === 0 ? 'waiting' : 'remaining') : 'not-run',
  }));
}

function lineAt(told: readonly Told[], index: number): { readonly each: Told; readonly note?: string } {
  let at = index;
  for (const each of told) {
    if (at === 0) return { each };
    const notes = notesOf(each);
    if (at <= notes.length) return { each, note: notes[at - 1]! };
    at -= 1 + notes.length;
  }
  throw new RangeError(`A scenario has no row ${index}.`);
}

function notesOf({ error, lastSeen }: Told): string[] {
  return [
    ...(error === undefined ? [] : [error]),
    ...(lastSeen === undefined
      ? []
      : [`last seen: ${typeof lastSeen === 'string' ? lastSeen : jsonText(lastSeen)}`]),
  ];
}

function titleCells({ id, repetition, report }: ScenarioProgress): Cell[] {
  return [
    signOf(report?.verdict ?? 'waiting'),
    { text: repetition === undefined ? id : `${id} (${repetition})`, tone: 'strong' },
    { text: report === undefined ? '' : ageOf(report.durationMs), tone: 'dim' },
  ];
}

function nameCell({ name, verdict }: Told): Cell {
  const notYet = verdict === 'remaining' || verdict === 'not-run';
  return { text: `  ${name}${verdict === 'not-run' ? ' (not run)' : ''}`, tone: notYet ? 'dim' : 'plain' };
}

function commonOf({ id, report, correlations }: ScenarioProgress): Omit<PaneRow, 'id' | 'cells' | 'detail'> {
  const [system = ''] = id.split('/');
  const root = correlations.at(-1);
  return {
    picks: root === undefined ? null : { system, correlation: root, hop: `http:${root}` },
    hops: correlations.map((correlation) => `http:${correlation}`),
    fields: () => ({ scenario: id, verdict: report?.verdict ?? 'running' }),
  };
}

function detailOf({ id, about, report }: ScenarioProgress) {
  return { id, about, ...report };
}

const signs = {
  pass: { text: sign.passed, tone: 'good' },
  fail: { text: sign.failed, tone: 'bad' },
  inconclusive: { text: sign.doubtful, tone: 'unsure' },
  'not-applicable': { text: sign.notApplicable, tone: 'dim' },
  waiting: { text: sign.waiting, tone: 'unsure' },
  remaining: { text: sign.remaining, tone: 'dim' },
  'not-run': { text: sign.notApplicable, tone: 'dim' },
} as const satisfies Record<string, Cell>;

export function signOf(verdict: keyof typeof signs): Cell {
  return signs[verdict];
}
