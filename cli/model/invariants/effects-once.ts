import { handlingsOf, type Handling } from '../handling.ts';
import type { MessageStory } from '../indexes/message-story.ts';
import { titleOf } from '../indexes/message-story.ts';
import type { OutboxRow, Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { onceMend, showsOnce } from '../once.ts';
import { placeText } from '../place-text.ts';
import { commitLabel, messageLabel, type InvariantKind } from './invariant.ts';

/** However often a message was delivered, each consumer handled it once and answered once. */
export const effectsOnce: InvariantKind<'effects-once'> = {
  appliesTo: ({ consumers }) => Object.keys(consumers).length > 0,
  restsOn: (probe) => probe.startsWith('wal ') || probe.startsWith('views ') || probe === 'lines',
  // A view that was set back and mended between two looks is not seen; that it is right in the end, view-equals-fold proves.
  needsEveryState: (probe) => !probe.startsWith('views '),
  check({ model, scope: { stories } }) {
    const handled = stories.map((story) => ({ story, handlings: handlingsOf(model, story) }));
    const violations = handled.flatMap(({ story, handlings }) => [
      ...sentTwice(story),
      ...handlings.flatMap((handling) => effectTwice(story, handling)),
    ]);
    const asked = handled.flatMap(({ handlings }) =>
      handlings.filter(({ role }) => role !== undefined && !role.idempotent),
    );
    return { touched: asked.length > 0, violations, unknown: unshown(model, asked) };
  },
};

/** A line a consumer, not a message: it is the system file that lacks something. */
function unshown({ system }: Model, asked: readonly Handling[]): string[] {
  const bare = asked.filter(({ role, receipts }) => role && !showsOnce(role) && receipts.length === 0);
  const names = new Set(bare.map(({ consumer }) => consumer));
  return [...names].map(
    (name) =>
      `nothing shows that ${name} has the effect of a message once, as it has neither inbox nor view: ${onceMend(system, name)}`,
  );
}

function sentTwice({ id, outbox }: MessageStory): string[] {
  if (outbox.length < 2) return [];
  const commits = outbox.map(({ transaction }) => commitLabel(transaction));
  return [`message id ${id} is in the outbox ${outbox.length} times: ${commits.join(', ')}`];
}

function effectTwice(story: MessageStory, handling: Handling): string[] {
  const { consumer, receipts, effects } = handling;
  const name = `${consumer}, ${titleOf(story)} ${story.id}`;
  const handled = receipts.length > 1 ? receipts.map(({ transaction }) => transaction) : [];
  const lines = handledLines(handling);
  const sending = effects.filter(({ outbox }) => outbox.length > 0);
  return [
    ...times(name, 'handled', handled),
    ...(handled.length === 0 && lines.length > 1
      ? [`${name}: handled ${lines.length} times: ${lines.join(', ')}`]
      : []),
    ...times(name, 'answered', sending.length > 1 ? sending : []),
    ...answeredTwice(name, handling),
    ...appliedTwice(name, handling),
  ];
}

function times(name: string, what: string, transactions: readonly Transaction[]): string[] {
  if (transactions.length === 0) return [];
  return [`${name}: ${what} ${transactions.length} times: ${transactions.map(commitLabel).join(', ')}`];
}

/** A consumer with an inbox writes `handled` when its transaction is committed; one with a view alone may repeat itself without effect. */
function handledLines({ role, deliveries }: Handling): string[] {
  if (role?.inbox === undefined) return [];
  return deliveries
    .filter(({ line }) => line.event === 'handled')
    .map(({ line: { topic, partition, offset, queue } }) =>
      placeText({ topic, partition, offset, ...(queue !== undefined && { queue }) }),
    );
}

/** `emits` names alternatives: only one of them may follow. */
function answeredTwice(name: string, { role, effects }: Handling): string[] {
  const alternatives = new Set(role?.emits);
  return effects.flatMap(({ outbox }) => {
    const answers = outbox.filter(({ envelope }) => alternatives.has(envelope.type ?? ''));
    return answers.length > 1
      ? [`${name}: more than one answer: ${answers.map(answerLabel).join(', ')}`]
      : [];
  });
}

function answerLabel(row: OutboxRow): string {
  return `${messageLabel(row)} (${commitLabel(row.transaction)})`;
}

/** A guard that was set to the same message again: the view was set back in between. */
function appliedTwice(name: string, { applications }: Handling): string[] {
  const seen = new Map<string, number>();
  for (const { collection, document } of applications) {
    const place = `${collection} ${document}`;
    seen.set(place, (seen.get(place) ?? 0) + 1);
  }
  return [...seen].flatMap(([place, count]) =>
    count > 1 ? [`${name}: applied ${count} times to ${place}`] : [],
  );
}
