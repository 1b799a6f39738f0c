import { beginOf } from './indexes/exchanges.ts';
import { correlationOf, type MessageStory } from './indexes/message-story.ts';
import { isInjected } from './indexes/messages.ts';
import { causeOf, type Transaction } from './indexes/transaction.ts';
import type { Model } from './model.ts';
import { scopeOf } from './scope.ts';
import { allTransactions } from './touched.ts';

/** Where something began that nothing joins to a request. */
export interface Unjoined {
  /** Undefined where the row that sent its messages was not seen. */
  readonly transaction: Transaction | undefined;
  /** All that followed from it, in the order seen; none where rows changed and no message was sent. */
  readonly messages: readonly MessageStory[];
}

/**
 * What was seen since the first request of these correlations was fired, and is known to follow from no request at
 * all. Both times are the lab's own: they narrow what is told, and join nothing.
 */
export function unjoinedSince(model: Model, correlations: readonly string[]): Unjoined[] {
  const fired = scopeOf(model, correlations).exchanges.map((exchange) => beginOf(exchange).seenMs);
  const since = Math.min(...fired);
  const begun = new Map<Transaction | MessageStory, MessageStory[]>();
  for (const story of model.messages.stories.values()) {
    if (seenMs(story) < since || isPut(model, story)) continue;
    const first = beginningOf(model, correlations, story);
    if (first === undefined) continue;
    const begin = first.outbox[0]?.transaction ?? first;
    begun.set(begin, [...(begun.get(begin) ?? []), story]);
  }
  for (const transaction of allTransactions(model))
    if (transaction.at.seenMs >= since && isAlone(model, transaction)) begun.set(transaction, []);
  return [...begun].map(([begin, messages]) => ({
    transaction: 'xid' in begin ? begin : undefined,
    messages,
  }));
}

/** From message to the message that it was sent for, as far as that was seen; undefined where a request is known for one. */
function beginningOf(
  model: Model,
  correlations: readonly string[],
  story: MessageStory,
): MessageStory | undefined {
  const passed = new Set<MessageStory>();
  for (let at = story; ;) {
    const correlation = correlationOf(at);
    if (correlations.includes(correlation) || model.exchanges.byCorrelation.has(correlation))
      return undefined;
    const cause = causeIdOf(at);
    if (model.exchanges.byId.has(cause)) return undefined;
    const before = model.messages.stories.get(cause);
    passed.add(at);
    // Only a forged causation can lead back to where it came from.
    if (before === undefined || passed.has(before)) return at;
    at = before;
  }
}

function causeIdOf({ outbox, envelope }: MessageStory): string {
  return (outbox[0] && causeOf(outbox[0].transaction)?.id) ?? envelope?.causation ?? '';
}

/** A commit that sent nothing, and whose rows are all that was seen of it. */
function isAlone({ exchanges, messages }: Model, transaction: Transaction): boolean {
  if (transaction.outbox.length > 0) return false;
  const cause = causeOf(transaction);
  return cause === null || !(exchanges.byId.has(cause.id) || messages.stories.has(cause.id));
}

/** Whether nobody sent it: a step put it on its topic. */
function isPut({ messages }: Model, { outbox, records }: MessageStory): boolean {
  return outbox.length === 0 && records.every((record) => isInjected(messages, record));
}

function seenMs({ outbox, records }: MessageStory): number {
  const moments = [...outbox.map(({ transaction }) => transaction.at), ...records.map(({ at }) => at)];
  return Math.min(...moments.map((at) => at.seenMs));
}
