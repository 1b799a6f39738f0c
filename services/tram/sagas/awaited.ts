import type { ParticipantWork, SagaDefinition } from './definition.ts';
import type { SagaInstance } from './instance.ts';
import { stepNamed } from './steps-of.ts';

export interface Awaited<Data> {
  readonly step: string;
  readonly work: ParticipantWork<Data>;
}

/** What the answer to this command would be about; undefined where nobody awaits it (any more). */
export function awaitedBy<Data>(
  definition: SagaDefinition<Data>,
  { tries, compensating }: SagaInstance<Data>,
  request: string,
): Awaited<Data> | undefined {
  const found = Object.entries(tries).find(([, { requests }]) => requests.some((each) => each === request));
  if (!found) return undefined;
  const [step] = found;
  const { action, compensation } = stepNamed(definition, step);
  const work = compensating ? compensation : action;
  return work?.kind === 'participant' ? { step, work } : undefined;
}
