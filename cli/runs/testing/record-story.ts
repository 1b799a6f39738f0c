import { openSync } from 'node:fs';
import type { Observation } from '../../model/observation.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';
import type { System } from '../../systems/system.ts';
import type { RunHeader, RunLine } from '../format.ts';
import { LineFile } from '../write/line-file.ts';
import { recorderTo } from '../write/recorder.ts';

export function headerOf(system: System, more: Partial<RunHeader> = {}): RunHeader {
  return {
    sagarun: 1,
    id: '20260102-030405-0a1b2c',
    at: '2026-01-02T03:04:05.000Z',
    stack: 'embedded',
    label: 'embedded broker, not Apache Kafka',
    lab: 'default',
    seed: null,
    versions: { sagaLab: '1.0.0', node: '20.19.0', platform: 'linux-x64' },
    systems: [system],
    scenarios: ['customers-and-orders/approve'],
    linesObservable: true,
    redacted: [],
    ...more,
  };
}

/** What a recorder hears, in order. */
export type Heard = Observation | RunEvent | 'watched anew';

const mostAtOnce = 10_000;

/** The whole recording of what was heard, written to a file. */
export async function writeRecording(
  path: string,
  header: RunHeader,
  heard: readonly Heard[],
  change?: (line: RunLine) => RunLine,
): Promise<void> {
  const failures: string[] = [];
  const options = { descriptor: openSync(path, 'w'), onFailure: (why: string) => void failures.push(why) };
  const file = new LineFile({ ...options, ...(change && { change }) });
  const recorder = recorderTo(file, header);
  for (const [index, each] of heard.entries()) {
    // What is heard all at once is not more than may wait.
    if (index % mostAtOnce === mostAtOnce - 1) await file.flush();
    if (each === 'watched anew') recorder.watchedAnew();
    else if ('kind' in each) recorder.observed(each);
    else recorder.on(each);
  }
  await file.end();
  if (failures.length > 0) throw new Error(failures.join('; '));
}

export function finishedRun(scenarios: readonly ScenarioReport[]): RunEvent {
  const verdict = scenarios.every((each) => each.verdict === 'pass') ? 'pass' : 'fail';
  const report: RunReport = { v: 1, verdict, stack: 'embedded', lab: 'default', durationMs: 266, scenarios };
  return { type: 'run-finished', report };
}
