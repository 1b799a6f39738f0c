import { handlingsOf, isHandled, isParked } from './handling.ts';
import { topicOf, typeOf, type MessageStory } from './indexes/message-story.ts';
import { isApplied } from './links/document-links.ts';
import type { Model } from './model.ts';
import { isHandlingObservable } from './observable.ts';
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

/** Where one message waits, by the same names; nothing where it has arrived everywhere. */
export interface Waits {
  readonly relays: readonly string[];
  readonly consumers: readonly string[];
  readonly views: readonly string[];
}

/** Looks at every message folded: for a report, not for each observation. */
export function lagOf(model: Model): Lag {
  const { system, messages } = model;
  const lag = {
    relays: zeros(system.messaging),
    consumers: zeros(system.consumers),
    views: zeros(system.views),
  };
  for (const story of messages.stories.values()) addWaits(lag, waitsOf(model, story), 1);
  return lag;
}

export function waitsOf(model: Model, story: MessageStory): Waits {
  if (isRelayed(story))
    return { relays: [], consumers: waiting(model, story), views: unapplied(model, story) };
  const row = story.outbox[0];
  return { relays: row ? [row.transaction.database] : [], consumers: [], views: [] };
}

/** Counts a message's waits in, or with -1 out again. */
export function addWaits(lag: Counts, { relays, consumers, views }: Waits, by: 1 | -1): void {
  for (const database of relays) count(lag.relays, database, by);
  for (const consumer of consumers) count(lag.consumers, consumer, by);
  for (const view of views) count(lag.views, view, by);
}

export type Counts = { readonly [Where in keyof Lag]: Record<string, number> };

export function isRelayed({ publications, records }: MessageStory): boolean {
  return publications.length > 0 || records.length > 0;
}

function waiting(model: Model, story: MessageStory): string[] {
  if (!model.roles.handlers.has(topicAndType(topicOf(story), typeOf(story)))) return [];
  return handlingsOf(model, story)
    .filter((handling) => handling.role && !isHandled(handling) && !isParked(handling))
    .filter((handling) => isHandlingObservable(model, handling))
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

function count(counts: Record<string, number>, name: string, by: 1 | -1): void {
  counts[name] = (counts[name] ?? 0) + by;
}
