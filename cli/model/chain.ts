import type { Hop } from './hop.ts';
import type { Exchange } from './indexes/exchanges.ts';
import { causeOf } from './indexes/transaction.ts';
import { correlationOf, type MessageStory } from './indexes/message-story.ts';
import type { Moment } from './indexes/moment.ts';
import { exchangeLink } from './links/exchange-link.ts';
import { following } from './links/following.ts';
import { hopOf, momentOfLink } from './links/hop-of.ts';
import type { Link } from './links/link.ts';
import { sendingLinks } from './links/sending-links.ts';
import { transactionLinks } from './links/transaction-links.ts';
import type { Model } from './model.ts';
import { scopeOf } from './scope.ts';

/**
 * What followed from the requests of these correlations, as a tree in depth-first order: a parent before its children,
 * siblings in order of commit or offset, never of a clock. Hops that must follow and were not seen stand where they
 * should be. Roots are the requests in the order fired; then what carries a correlation but whose cause was not seen.
 * `now` is epoch milliseconds by the lab's clock, for the age of what is missing; by default that of the last
 * observation.
 */
export function chainOf(model: Model, correlations: readonly string[], now: number = model.seenMs): Hop[] {
  const hops: Hop[] = [];
  const told = new Set<string>();
  const toldStories = new Set<MessageStory>();

  function tell(link: Link, cause: { id: string; at: Moment | null } | null, root: Moment | null): void {
    // Only a forged causation can lead back to where it came from.
    if (told.has(link.id)) return;
    told.add(link.id);
    if ('story' in link) toldStories.add(link.story);
    const at = momentOfLink(link);
    hops.push(hopOf(model, link, { cause, root: root ?? at, at, now }));
    for (const next of following(model, link)) tell(next, { id: link.id, at }, root ?? at);
  }

  const { exchanges, stories } = scopeOf(model, correlations);
  const isKnown = (id: string) => model.exchanges.byId.has(id) || model.messages.stories.has(id);
  const isRoot = ({ cause }: Exchange) => cause === undefined || !isKnown(cause);
  for (const exchange of exchanges.filter(isRoot)) tell(exchangeLink(exchange), null, null);
  const orphans = stories.filter((story) => !toldStories.has(story));
  for (const story of [...orphans.filter((story) => !hasCauseIn(model, story, orphans)), ...orphans])
    if (!toldStories.has(story)) for (const link of originOf(model, story)) tell(link, null, null);
  return hops;
}

/** Where a story begins whose cause was not seen: the transaction that sent it, else the first that was seen of it. */
function originOf(model: Model, story: MessageStory): Link[] {
  const transaction = story.outbox[0]?.transaction;
  return transaction
    ? transactionLinks(model, transaction, correlationOf(story))
    : sendingLinks(model, story, undefined);
}

function hasCauseIn(
  model: Model,
  { envelope, outbox }: MessageStory,
  orphans: readonly MessageStory[],
): boolean {
  const cause = (outbox[0] && causeOf(outbox[0].transaction)?.id) ?? envelope?.causation ?? '';
  const story = model.messages.stories.get(cause);
  return story !== undefined && orphans.includes(story);
}
