import type { MessageStory } from './indexes/message-story.ts';
import { isRelayed } from './lag.ts';
import { parseLsn } from './lsn.ts';

/** How far the messages of one database have come to the broker, whoever relays them. */
export interface RelayProgress {
  /** As the relay's lines tell; undefined where it wrote none, as another's. */
  readonly mode: 'wal' | 'polling' | undefined;
  /** End LSN of the last commit that sent a message, and of the last whose message was relayed; undefined while there is none. */
  readonly sentTo: string | undefined;
  readonly relayedTo: string | undefined;
}

const nothing: RelayProgress = { mode: undefined, sentTo: undefined, relayedTo: undefined };

/** Adds what is known of a message; to be called again when more is. */
export function noteRelayed(progress: Map<string, RelayProgress>, story: MessageStory): void {
  const commit = story.outbox[0]?.transaction;
  if (!commit) return;
  const { mode, sentTo, relayedTo } = progress.get(commit.database) ?? nothing;
  const line = story.publications[0]?.line;
  progress.set(commit.database, {
    mode: line ? (line.lsn === null ? 'polling' : 'wal') : mode,
    sentTo: later(sentTo, commit.lsn),
    relayedTo: isRelayed(story) ? later(relayedTo, commit.lsn) : relayedTo,
  });
}

/**
 * Bytes of the write-ahead log between the last commit relayed and the last that has a message to be relayed. Undefined
 * where that cannot be told: nothing was relayed yet, the probe polls, or the relay does.
 */
export function bytesBehind({ mode, sentTo, relayedTo }: RelayProgress): number | undefined {
  if (mode === 'polling' || sentTo === undefined || relayedTo === undefined) return undefined;
  return Number((parseLsn(sentTo) ?? 0n) - (parseLsn(relayedTo) ?? 0n));
}

function later(known: string | undefined, lsn: string | undefined): string | undefined {
  const position = lsn === undefined ? undefined : parseLsn(lsn);
  if (position === undefined) return known;
  return known === undefined || position > (parseLsn(known) ?? 0n) ? lsn : known;
}
