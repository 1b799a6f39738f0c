import type { InvariantDefinition } from '../../systems/system.ts';

/** What those kinds say that say the same of every system. */
const kinds: Readonly<Partial<Record<InvariantDefinition['kind'], string>>> = {
  'outbox-equals-topics': 'Every outbox row is on its topic as it was written, and no other record.',
  'effects-once': 'Each consumer handled a message once, and answered it once.',
  'per-key-order': 'Records of a key are in the order of its commits.',
  'sagas-terminal': 'Every saga ends.',
  'declared-transitions': 'Sagas change their state only as declared.',
  'view-equals-fold': 'A view is what the events alone say.',
  'compensations-complete': 'Of a saga that went back all that was done is undone, the last first.',
};

/** What an invariant says, in a sentence: as its system file has it, else by its kind; its name where neither says it. */
export function aboutInvariant(name: string, definition: InvariantDefinition | undefined): string {
  return definition?.about ?? (definition && kinds[definition.kind]) ?? name;
}
