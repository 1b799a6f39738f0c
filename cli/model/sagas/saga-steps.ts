import type { SagaDefinition, SagaStepDefinition } from '../../systems/system.ts';

/** Steps that are under way together; one alone where nothing is parallel. */
export interface StepGroup {
  /** As the instance's state says it. */
  readonly name: string;
  readonly steps: readonly SagaStepDefinition[];
}

export function groupsOf({ steps = [] }: Pick<SagaDefinition, 'steps'>): StepGroup[] {
  return steps.map(({ parallel, kind, ...step }) => ({
    name: step.name,
    steps: parallel ?? [{ kind: kind ?? 'compensatable', ...step }],
  }));
}

/** All steps in the order of the file, those of a group one after another. */
export function stepsIn(file: Pick<SagaDefinition, 'steps'>): SagaStepDefinition[] {
  return groupsOf(file).flatMap(({ steps }) => steps);
}
