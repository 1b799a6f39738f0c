import { exchangesOf, type Exchange } from './indexes/exchanges.ts';
import { correlationOf, type MessageStory } from './indexes/message-story.ts';
import { listed } from './indexes/multimap.ts';
import { causeKey, type Transaction } from './indexes/transaction.ts';
import type { Model } from './model.ts';
import { compareStories, inCommitOrder } from './order.ts';

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
  const exchanges = wanted.flatMap((correlation) => exchangesOf(model.exchanges, correlation));
  const transactions = new Set([
    ...exchanges.flatMap(({ id }) => listed(model.transactions.effects, causeKey({ consumer: null, id }))),
    ...stories.flatMap(({ id, outbox, receipts }) => [
      ...[...outbox, ...receipts].map(({ transaction }) => transaction),
      // A row may name the message that it was changed for, where no inbox does.
      ...listed(model.transactions.effects, causeKey({ consumer: null, id })),
    ]),
  ]);
  return {
    exchanges,
    stories,
    transactions: inCommitOrder(model, [...transactions]),
  };
}
