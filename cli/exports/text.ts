import { list } from '../reporters/list/list.ts';
import type { RetoldRun } from '../runs/recording.ts';
import type { RunEvent } from '../scenario/events.ts';

const width = 120;

/** The whole report of `--reporter list`, without colour. */
export function textOf(run: RetoldRun): string {
  let text = '';
  const write = (part: string) => void (text += part);
  const reporter = list({ write, color: false, width, tty: false });
  for (const event of eventsOf(run)) reporter.on(event);
  const notes = [run.report.error?.message, run.damage].filter((note) => note !== undefined);
  return text + notes.map((note) => `${note}\n`).join('');
}

function* eventsOf({ header, report, scenarios }: RetoldRun): Generator<RunEvent> {
  const { lab, stack, label } = header;
  yield { type: 'run-started', lab, stack, label, scenarios: header.scenarios };
  for (const [index, { report: scenario, chainSource }] of scenarios.entries()) {
    const { name, system, repetition, attempt, steps, expectations } = scenario;
    const next = scenarios[index + 1]?.report.attempt ?? 1;
    const id = `${system}/${name}`;
    yield {
      type: 'scenario-started',
      name,
      system,
      about: '',
      ...(repetition !== undefined && { repetition }),
      ...(attempt !== undefined && { attempt }),
    };
    for (const step of steps) yield { type: 'step-finished', scenario: id, step };
    for (const expectation of expectations) yield { type: 'expectation-finished', scenario: id, expectation };
    const finished = { type: 'scenario-finished', report: scenario, chainSource } as const;
    yield next > 1 ? { ...finished, retrying: true } : finished;
  }
  yield { type: 'run-finished', report };
}
