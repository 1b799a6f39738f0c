import { isTerminal, sagaInstancesOf } from '../sagas/saga-instances.ts';
import type { MessageStory } from '../indexes/message-story.ts';
import { causeOf, type Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';

/** Whether every saga instance that led to the message has come to an end; false when none is known. */
export function isDecided(model: Model, story: MessageStory): boolean {
  const instances = sagaInstancesOf(model, leadingTo(model, story));
  return instances.length > 0 && instances.every((instance) => isTerminal(model, instance));
}

/** The transactions on the way from the root to the message. */
function leadingTo(model: Model, story: MessageStory): Transaction[] {
  const path: Transaction[] = [];
  const passed = new Set<string>();
  let at: MessageStory | undefined = story;
  while (at && !passed.has(at.id)) {
    passed.add(at.id);
    const transaction: Transaction | undefined = at.outbox[0]?.transaction;
    if (!transaction) break;
    path.push(transaction);
    at = model.messages.stories.get(causeOf(transaction)?.id ?? '');
  }
  return path;
}
