import { correlationOf, type MessageStory } from '../indexes/message-story.ts';
import type { Model } from '../model.ts';
import type { MissingLink } from './link.ts';

type Missing = Pick<MissingLink, 'expected' | 'service' | 'what' | 'ref' | 'since'> & {
  /** What tells it from other hops of its kind that the message lacks. */
  readonly which?: string;
  readonly notes?: readonly (string | undefined)[];
};

export function missingLink(
  model: Model,
  story: MessageStory,
  { which, notes = [], ...missing }: Missing,
): MissingLink {
  const said = [...notes, processNote(model, missing.service)].filter((note) => note !== undefined);
  return {
    kind: 'missing',
    id: ['missing', missing.expected, which, story.id].filter((part) => part !== undefined).join(':'),
    correlation: correlationOf(story),
    note: said.length > 0 ? ` (${said.join(', ')})` : '',
    ...missing,
  };
}

/** A process that does not run explains much. */
function processNote(model: Model, service: string): string | undefined {
  const known = model.processes.get(service);
  return known && known.state !== 'ready' ? `${service} is ${known.state}` : undefined;
}
