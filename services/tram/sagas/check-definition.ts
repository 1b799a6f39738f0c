import type { SagaDefinition, Step, Work } from './definition.ts';
import { stepsOf } from './steps-of.ts';

/** A definition that makes no sense; the message names the step. */
export class SagaDefinitionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SagaDefinitionError';
  }
}

/** Throws SagaDefinitionError that says all that is wrong. */
export function checkDefinition<Data>(definition: SagaDefinition<Data>): void {
  const problems = [...problemsOf(definition)];
  if (problems.length === 0) return;
  throw new SagaDefinitionError(`Saga ${definition.type} makes no sense: ${problems.join('; ')}`);
}

/** Its reply channel is a Kafka topic. */
const sagaType = /^[A-Za-z0-9._-]{1,200}$/;
/** Faults and probes call a step by its name, between dots. */
const stepName = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

function* problemsOf<Data>({ type, steps }: SagaDefinition<Data>): Generator<string> {
  if (!sagaType.test(type))
    yield `its type "${type}" cannot name a topic: letters, digits, ".", "_" and "-" can`;
  if (steps.length === 0) yield 'it has no step';
  yield* nameProblems(steps.flatMap((each) => (each.kind === 'parallel' ? [each, ...each.steps] : [each])));
  for (const group of steps) {
    if (group.kind !== 'parallel') continue;
    if (group.steps.length === 0) yield `parallel ${group.name} has no steps`;
    if (group.steps.some(({ kind }) => kind === 'pivot'))
      yield `parallel ${group.name} holds the pivot: it must stand alone, or another step could be refused when it is done`;
    else if (new Set(group.steps.map(({ kind }) => kind)).size > 1)
      yield `parallel ${group.name} mixes steps that can be undone with retriable ones`;
  }
  yield* orderProblems(steps.flatMap(stepsOf));
  for (const step of steps.flatMap(stepsOf)) yield* stepProblems(step);
}

function* nameProblems(named: readonly { readonly name: string }[]): Generator<string> {
  const seen = new Set<string>();
  for (const { name } of named) {
    if (!stepName.test(name))
      yield `step "${name}" cannot be called so: letters, digits, "-" and "_" make a name`;
    if (seen.has(name)) yield `two steps are called ${name}`;
    seen.add(name);
  }
}

function* orderProblems<Data>(steps: readonly Step<Data>[]): Generator<string> {
  let pivot: string | undefined;
  const hasPivot = steps.some(({ kind }) => kind === 'pivot');
  for (const { name, kind, compensation } of steps) {
    if (kind === 'pivot') {
      if (pivot !== undefined) yield `${name} is a second pivot, after ${pivot}`;
      pivot ??= name;
    } else if (pivot === undefined) {
      if (kind === 'retriable')
        yield hasPivot
          ? `${name} is retriable before the pivot`
          : `${name} is retriable, and there is no pivot before it`;
    } else if (compensation)
      yield `${name} has a compensation after the pivot ${pivot}, from which there is no way back`;
    else if (kind === 'compensatable') yield `${name} comes after the pivot ${pivot}: it has to be retriable`;
  }
}

function* stepProblems<Data>(step: Step<Data>): Generator<string> {
  const { name, kind, action, compensation, timeout, backoff } = step;
  if (!action && !compensation) yield `${name} has neither action nor compensation`;
  else if (!action && kind !== 'compensatable') yield `${name} is ${kind} and has no action`;
  if (kind === 'pivot' && compensation)
    yield `the pivot ${name} has a compensation: what can be undone is no pivot`;
  if (timeout) {
    const { afterMs, then } = timeout;
    if (!(afterMs > 0) || !Number.isFinite(afterMs))
      yield `${name} has a time limit of ${afterMs} ms: give more than 0`;
    if (action?.kind !== 'participant' && compensation?.kind !== 'participant')
      yield `${name} has a time limit, and is local: it waits for nobody`;
    if (then === 'compensate' && (kind !== 'compensatable' || !compensation))
      yield `${name} compensates when its time is up, and has no compensation`;
  }
  if (backoff && !(backoff.firstMs > 0 && backoff.maxMs >= backoff.firstMs && Number.isFinite(backoff.maxMs)))
    yield `${name} waits ${backoff.firstMs} ms to ${backoff.maxMs} ms: give more than 0, and no less at last than at first`;
  yield* replyProblems(name, action);
  yield* replyProblems(`the compensation of ${name}`, compensation);
}

function* replyProblems<Data>(name: string, work: Work<Data> | undefined): Generator<string> {
  if (work?.kind !== 'participant') return;
  const known = Object.keys(work.replies);
  if (!Object.values(work.replies).some(({ outcome }) => outcome === 'SUCCESS'))
    yield `${name} has no reply that is a success, and could never be done`;
  for (const type of Object.keys(work.onReply)) {
    if (!known.includes(type))
      yield `${name} handles a reply ${type} that it does not have, only ${known.join(', ')}`;
  }
}
