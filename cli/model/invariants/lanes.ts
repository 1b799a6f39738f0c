import type { TopicRecord } from '../indexes/message-story.ts';
import { laneOf, type Lane } from '../indexes/messages.ts';
import type { Model } from '../model.ts';
import { placeText } from '../place-text.ts';
import type { Scope } from '../scope.ts';

/** A lane with its name. */
export interface NamedLane extends Lane {
  readonly topic: string;
  readonly key: string | null;
}

/** The lanes, by topic and key, that the run's messages went through. */
export function lanesOf({ messages }: Model, { stories }: Scope): NamedLane[] {
  const lanes = new Map<Lane, NamedLane>();
  for (const { outbox, records } of stories) {
    const places = [...outbox.map(({ envelope }) => envelope), ...records];
    for (const { topic, key } of places) {
      const lane = laneOf(messages, topic, key);
      if (!lanes.has(lane)) lanes.set(lane, { topic, key, ...lane });
    }
  }
  return [...lanes.values()];
}

export function placeLabel({ topic, partition, offset, routing }: TopicRecord): string {
  return placeText({ topic, partition, offset, ...routing });
}
