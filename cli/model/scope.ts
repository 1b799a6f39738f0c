import { byCommit } from './handling.ts';
import { exchangesOf, type Exchange } from './indexes/exchanges.ts';
import { correlationOf, type MessageStory } from './indexes/message-story.ts';
import { listed } from './indexes/multimap.ts';
import { compareCoordinates } from './indexes/offset.ts';
import type { Transaction } from './indexes/transaction.ts';
import type { Model } from './model.ts';

/** What belongs to a run: all that carries one of its correlations. */
export interface Scope {
  /** In the order fired. */
  readonly exchanges: readonly Exchange[];
  /** In commit order; those without an outbox row after them, in order of their records. */
  readonly stories: readonly MessageStory[];
  /** In commit order. */
  readonly transactions: readonly Transaction[];
}

export function scopeOf(model: Model, correlations: readonly string[]): Scope {
  const wanted = [...new Set(correlations)];
  const stories = wanted
    .flatMap((correlation) =>
      listed(model.messages.byCorrelation, correlation).filter(
        (story) => correlationOf(story) === correlation,
      ),
    )
    .sort((left, right) => compareStories(model, left, right));
  const transactions = new Set(
    stories.flatMap(({ outbox, receipts }) => [...outbox, ...receipts].map(({ transaction }) => transaction)),
  );
  return {
    exchanges: wanted.flatMap((correlation) => exchangesOf(model.exchanges, correlation)),
    stories,
    transactions: byCommit(model, [...transactions]),
  };
}

function compareStories({ roles }: Model, left: MessageStory, right: MessageStory): number {
  const [a] = left.outbox;
  const [b] = right.outbox;
  if (a && b) {
    const order = (database: string) => roles.databases.get(database)?.order ?? Number.MAX_SAFE_INTEGER;
    return (
      order(a.transaction.database) - order(b.transaction.database) ||
      a.transaction.order - b.transaction.order ||
      a.index - b.index
    );
  }
  if (a || b) return a ? -1 : 1;
  const [first] = left.records;
  const [second] = right.records;
  if (first && second) return compareCoordinates(first, second);
  if (first || second) return first ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
