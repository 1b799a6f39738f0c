import { handlingsOf, isHandled, isParked } from './handling.ts';
import { topicOf, typeOf, type MessageStory } from './indexes/message-story.ts';
import { isApplied } from './links/document-links.ts';
import type { Model } from './model.ts';
import { topicAndType } from './roles.ts';
import { viewEventsOf } from './view/targets.ts';

/** Messages under way, by where they wait. */
export interface Lag {
  /** Committed but not relayed, by database. */
  readonly relays: Readonly<Record<string, number>>;
  /** Relayed but neither handled nor parked, by consumer. */
  readonly consumers: Readonly<Record<string, number>>;
  /** Handled but not in the view, by view. */
  readonly views: Readonly<Record<string, number>>;
}

/** Looks at every message folded: for a screen or a report, not for each observation. */
export function lagOf(model: Model): Lag {
  const { system, messages } = model;
  const relays = zeros(system.messaging);
  const consumers = zeros(system.consumers);
  const views = zeros(system.views);
  for (const story of messages.stories.values()) {
    if (!isRelayed(story)) {
      for (const { transaction } of story.outbox.slice(0, 1)) count(relays, transaction.database);
      continue;
    }
    for (const consumer of waiting(model, story)) count(consumers, consumer);
    for (const view of unapplied(model, story)) count(views, view);
  }
  return { relays, consumers, views };
}

function isRelayed({ publications, records }: MessageStory): boolean {
  return publications.length > 0 || records.length > 0;
}

function waiting(model: Model, story: MessageStory): string[] {
  if (!model.roles.handlers.has(topicAndType(topicOf(story), typeOf(story)))) return [];
  return handlingsOf(model, story)
    .filter((handling) => handling.role && !isHandled(handling) && !isParked(handling))
    .map(({ consumer }) => consumer);
}

function unapplied(model: Model, story: MessageStory): string[] {
  const row = story.outbox[0];
  if (!row) return [];
  const keepers = handlingsOf(model, story).filter(isHandled);
  return viewEventsOf(model.roles, row)
    .filter(({ view }) => keepers.some(({ consumer }) => consumer === view.consumer?.name))
    .filter((event) => !isApplied(model, story, event))
    .map(({ view }) => view.name);
}

function zeros(names: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, 0]));
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
