import type { SagaDefinition, SagaStep, Step } from './definition.ts';

/** The steps that are under way together: a group's, or the one. */
export function stepsOf<Data>(step: SagaStep<Data>): readonly Step<Data>[] {
  return step.kind === 'parallel' ? step.steps : [step];
}

export function stepNamed<Data>({ type, steps }: SagaDefinition<Data>, name: string): Step<Data> {
  const found = steps.flatMap(stepsOf).find((step) => step.name === name);
  if (!found) throw new Error(`${type} has no step ${name}: is an instance of another version under way?`);
  return found;
}
