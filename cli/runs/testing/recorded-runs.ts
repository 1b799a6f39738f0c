import { PlayedLab } from '../../scenario/testing/played-lab.ts';
import { limits, story, system } from '../../scenario/testing/story.ts';
import { parseScenario } from '../../scenario/load.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import type { Mishaps } from '../../model/testing/customers-and-orders.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { System } from '../../systems/system.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import { finishedRun, headerOf, type Heard } from './record-story.ts';

export interface PlayedRun {
  readonly heard: readonly Heard[];
  readonly reports: readonly ScenarioReport[];
}

/** A real run of the story against played labs, one after another, as a recorder hears it. */
export async function playRun(
  runs: readonly Mishaps[] = [{}],
  text = story,
  of = system,
): Promise<PlayedRun> {
  const { lab, stack, label, scenarios } = headerOf(of);
  const heard: Heard[] = [{ type: 'run-started', lab, stack, label, scenarios }];
  const reports: ScenarioReport[] = [];
  let seq = 0;
  for (const mishaps of runs) {
    if (reports.length > 0) heard.push('watched anew');
    const { told, report } = await playOne(mishaps, text, seq, of);
    heard.push(...told);
    reports.push(report);
    for (const each of told) if (each !== 'watched anew' && 'kind' in each) ({ seq } = each);
  }
  return { heard: [...heard, finishedRun(reports)], reports };
}

/** Observations are numbered from `seqBefore` on, as those of a lab that is watched anew are. */
async function playOne(mishaps: Mishaps, text: string, seqBefore: number, of: System) {
  const told: Heard[] = [];
  const emit = (event: RunEvent) => void told.push(renumbered(event, seqBefore));
  const lab = new PlayedLab(of, mishaps, { emit });
  let known = 0;
  const { told: world } = lab;
  const tell = world.tell.bind(world);
  world.tell = (source, fact) => {
    tell(source, fact);
    for (; known < world.told.length; known++) {
      const { observation } = world.told[known]!;
      told.push({ ...observation, seq: observation.seq + seqBefore });
    }
  };
  const report = await runScenario(parseScenario('story.yaml', text), lab.ports, limits);
  return { told, report };
}

function renumbered(event: RunEvent, seqBefore: number): RunEvent {
  if (event.type !== 'scenario-finished') return event;
  return { ...event, chainSource: { ...event.chainSource, seq: event.chainSource.seq + seqBefore } };
}
