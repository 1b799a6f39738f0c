import type { ScenarioReport } from '../scenario/report.ts';
import type { MakeArtifacts } from './artifact.ts';

/** Of what did not pass: a folder a scenario, a file a process. */
export const notPassed = 'not-passed';

export const storyLogs: MakeArtifacts = ({ stories }) =>
  Promise.resolve(
    stories.flatMap(({ report, logs }) =>
      [...logs].map(([process, content]) => ({
        name: `${notPassed}/${folderOf(report)}/${process}.log`,
        content,
      })),
    ),
  );

/** Names of systems and scenarios have no dots. */
function folderOf({ system, name, repetition, attempt }: ScenarioReport): string {
  const which = Object.entries({ repetition, attempt }).flatMap(([kind, number]) =>
    number === undefined ? [] : [`${kind}-${number}`],
  );
  return [system, name, ...which].join('.');
}
