import { listed, addTo } from './multimap.ts';
import type { Exchanges } from './exchanges.ts';
import { correlate, storyOf, type Messages } from './messages.ts';
import { causeKey, causeOf, type Transaction } from './transaction.ts';
import type { NamedPair } from './named-rows.ts';
import type { Transactions } from './transactions.ts';

interface Indexes {
  readonly exchanges: Exchanges;
  readonly messages: Messages;
  readonly transactions: Transactions;
}

/**
 * A message that does not say why it was sent is told by its transaction; one that carries no correlation has that of
 * its cause, whenever that becomes known.
 */
export function inherit(indexes: Indexes, transaction: Transaction): void {
  const cause = causeOf(transaction)?.id;
  if (cause === undefined) return;
  const { messages, exchanges } = indexes;
  const exchange = exchanges.byId.get(cause);
  const known = exchange ? [exchange.correlation] : (messages.stories.get(cause)?.correlations ?? []);
  for (const { envelope } of transaction.outbox) {
    const story = storyOf(messages, envelope.id);
    if (envelope.causation === null) {
      story.cause = cause;
      addTo(messages.byCausation, cause, story);
    }
    if (envelope.correlation !== null) continue;
    addTo(messages.heirs, cause, story);
    for (const correlation of known) correlate(messages, story, correlation);
  }
}

/** To what was sent because of a request. */
export function passOn({ messages }: Indexes, request: string, correlation: string): void {
  for (const story of listed(messages.heirs, request)) correlate(messages, story, correlation);
}

/** The commit is the request's from now on. */
export function join(indexes: Indexes, pair: NamedPair | undefined): void {
  if (!pair) return;
  const { request, transaction } = pair;
  transaction.namedCause = request;
  addTo(indexes.transactions.effects, causeKey({ consumer: null, id: request }), transaction);
  inherit(indexes, transaction);
}
