import type { Handling } from '../handling.ts';
import { correlationOf, titleOf, type MessageStory } from '../indexes/message-story.ts';
import type { Moment } from '../indexes/moment.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { aggregateName } from '../view/guards.ts';
import { viewEventsOf, type ViewEvent } from '../view/targets.ts';
import type { DocumentLink, Link } from './link.ts';
import { missingLink } from './missing-link.ts';
import { numbered } from './numbered.ts';

/** The documents that a consumer changed for a message, and those that it should have. */
export function documentLinks(model: Model, story: MessageStory, handling: Handling): Link[] {
  const times = new Map<string, number>();
  const applied = handling.applications.map((application): DocumentLink => {
    const { view, document } = application;
    const name = `document:${view}/${document}/${story.id}`;
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    const id = numbered(name, time);
    const { service } = handling;
    return { kind: 'document', id, correlation: correlationOf(story), story, service, application };
  });
  return [...applied, ...notApplied(model, story, handling)];
}

function notApplied(model: Model, story: MessageStory, handling: Handling): Link[] {
  const row = story.outbox[0];
  const views = handling.role?.views ?? [];
  if (!row || views.length === 0) return [];
  return viewEventsOf(model.roles, row)
    .filter(({ view }) => views.includes(view.name))
    .filter((event) => !isApplied(model, story, event))
    .map(({ view, document }) => {
      const { database, collection } = view;
      return missingLink(model, story, {
        expected: 'document',
        which: view.name,
        service: handling.service,
        what: `${titleOf(story)} not in ${collection} ${document}`,
        ref: { database, collection, _id: document, message: story.id, consumer: handling.consumer },
        since: handledAt(handling) ?? row.transaction.at,
      });
    });
}

/** By this message, or by a later one of its aggregate: the view is never set back. */
export function isApplied(model: Model, story: MessageStory, { view, document }: ViewEvent): boolean {
  const known = model.documents.get(place(view.database, view.collection))?.get(document);
  const { aggregateType = null, aggregateId = null } = story.envelope ?? {};
  const guard = known?.guards.get(aggregateName(aggregateType, aggregateId));
  return (guard ?? '') >= story.id;
}

function handledAt({ deliveries }: Handling): Moment | undefined {
  return deliveries.find(({ line }) => line.event === 'handled')?.at;
}
