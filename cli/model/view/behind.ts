import { isApplied } from '../links/document-links.ts';
import type { Model } from '../model.ts';
import type { ViewRole } from '../roles.ts';
import { targetName, type ViewEvent } from './targets.ts';

/** The events that are meant for a document and that it does not show yet, in commit order of each database. */
export function eventsBehind(model: Model, view: ViewRole, document: string): readonly ViewEvent[] {
  const events = model.targets.get(targetName(view.name, document)) ?? [];
  return events.filter((event) => {
    const story = model.messages.stories.get(event.row.envelope.id);
    return story !== undefined && !isApplied(model, story, event);
  });
}
