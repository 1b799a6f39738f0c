import { hint } from '../nearest.ts';
import type { System } from '../system.ts';
import type { Path } from '../yaml-file.ts';
import { groupsOf, stepsIn } from '../../model/sagas/saga-steps.ts';
import type { SagaDefinition, SagaStepDefinition } from './saga-schema.ts';

interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** Sagas whose steps make no sense, or name what nobody handles: their hops would be waited for in vain. */
export function sagaProblems(system: System): Problem[] {
  return Object.entries(system.sagas).flatMap(([name, file]) => {
    if (file.steps === undefined) return [];
    const say = (message: string): Problem => ({
      path: ['sagas', name, 'steps'],
      message: `sagas.${name}.steps: ${message}`,
    });
    const messages = [...orderProblems(file), ...nameProblems(file)];
    const steps = stepsIn(file).flatMap((step) => stepProblems(step, system));
    return [...messages, ...steps].map(say);
  });
}

function orderProblems(file: SagaDefinition): string[] {
  const groups = groupsOf(file);
  const pivots = groups.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'pivot'));
  const pivotAt = groups.findIndex(({ steps }) => steps.some(({ kind }) => kind === 'pivot'));
  const [, second] = pivots;
  const firstRetriable = groups.findIndex(({ steps }) => steps.some(({ kind }) => kind === 'retriable'));
  return [
    ...(second === undefined
      ? []
      : [`${second.name} is a second pivot; there is one at most (${pivots[0]?.name})`]),
    ...groups.flatMap(({ steps }, index) =>
      steps.flatMap((step) => {
        const isAfter = pivotAt >= 0 ? index > pivotAt : firstRetriable >= 0 && index > firstRetriable;
        if (isAfter && step.kind === 'compensatable')
          return [`${step.name} is compensatable, but after it there is no way back; make it retriable`];
        if (step.kind === 'retriable' && pivotAt >= 0 && index < pivotAt)
          return [`${step.name} is retriable, but before the pivot; make it compensatable`];
        return step.kind !== 'compensatable' && step.compensation !== undefined
          ? [`${step.name} is ${step.kind}, so it has no compensation`]
          : [];
      }),
    ),
  ];
}

function nameProblems(file: SagaDefinition): string[] {
  const names = groupsOf(file).flatMap(({ name, steps }) =>
    steps.length === 1 && steps[0]?.name === name ? [name] : [name, ...steps.map((step) => step.name)],
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => `there are two steps named "${name}"`);
}

/** A command has a channel, and somebody who handles it there; so has what undoes it. */
function stepProblems(
  { name, command, channel, replies, timeouts, compensation }: SagaStepDefinition,
  { consumers, topics }: System,
): string[] {
  const commands = [command, compensation === true ? undefined : compensation].filter(
    (each) => each !== undefined,
  );
  if (commands.length === 0)
    return channel === undefined && replies.length === 0
      ? []
      : [`${name} has ${channel === undefined ? 'replies' : 'a channel'}, but no command`];
  if (channel === undefined) return [`${name} sends ${commands.join(' and ')}, but has no channel`];
  if (!Object.hasOwn(topics, channel))
    return [`${name}: there is no topic "${channel}"${hint(channel, Object.keys(topics))}`];
  const all = Object.values(consumers).flatMap(({ handles }) => Object.entries(handles));
  const here = all.flatMap(([topic, types]) => (topic === channel ? Object.keys(types) : []));
  const anywhere = all.flatMap(([, types]) => Object.keys(types));
  return [
    ...commands
      .filter((type) => !here.includes(type))
      .map((type) => `${name}: no consumer handles "${type}" of ${channel}${hint(type, here)}`),
    ...replies
      .filter((type) => !anywhere.includes(type))
      .map((type) => `${name}: no consumer handles the reply "${type}"${hint(type, anywhere)}`),
    ...timeouts
      .filter((type) => !replies.includes(type))
      .map((type) => `${name}: "${type}" of its timeouts is none of its replies${hint(type, replies)}`),
  ];
}
