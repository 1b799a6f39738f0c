import { handlingsOf, type Handling } from '../handling.ts';
import type { Exchange } from '../indexes/exchanges.ts';
import type { MessageStory } from '../indexes/message-story.ts';
import { listed } from '../indexes/multimap.ts';
import { isAt } from '../indexes/offset.ts';
import { causeKey, type Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import type { Scope } from '../scope.ts';
import type { Reading, Sequence } from './differences.ts';
import {
  applied,
  began,
  committed,
  confirmed,
  done,
  handedOver,
  labAt,
  stamped,
  takenUp,
} from './readings.ts';

type Maybe = Reading | undefined;

/**
 * What happened before what, where two clocks tell of it. Only what holds whatever went wrong: a repeat, a crash between
 * two steps and a relay that begins again all leave it true.
 */
export function* sequencesIn(model: Model, { exchanges, stories, transactions }: Scope): Generator<Sequence> {
  for (const exchange of exchanges) yield* inOrder(aroundExchange(model, exchange));
  for (const story of stories) yield* inOrder(aroundMessage(model, story));
  for (const transaction of transactions)
    yield* inOrder([[committed(transaction), labAt(transaction.at.seenMs)]]);
}

type Pair = readonly [before: Maybe, after: Maybe];

function* inOrder(pairs: Iterable<Pair>): Generator<Sequence> {
  for (const [before, after] of pairs) if (before && after) yield { before, after };
}

function* aroundExchange(model: Model, exchange: Exchange): Generator<Pair> {
  const { request, line, cause, id } = exchange;
  const begin = began(exchange);
  const fired = request && labAt(request.at.sourceMs ?? request.at.seenMs);
  yield [fired, begin];
  if (line) yield [begin, labAt(line.at.seenMs)];
  for (const effect of effectsOf(model, id)) {
    yield [fired, committed(effect)];
    yield [begin, committed(effect)];
  }
  const parent = cause === undefined ? undefined : model.exchanges.byId.get(cause);
  if (parent) yield [began(parent), begin];
}

function* aroundMessage(model: Model, story: MessageStory): Generator<Pair> {
  const { outbox, publications, records, deliveries } = story;
  // Of a message that is there twice nobody can tell which of them came of which.
  const sent = outbox.length === 1 ? outbox[0] && committed(outbox[0].transaction) : undefined;
  const stamp = records.length === 1 ? records[0] && stamped(records[0]) : undefined;
  for (const publication of publications) {
    yield [sent, handedOver(publication)];
    yield [confirmed(publication), labAt(publication.at.seenMs)];
    const { topic, partition, offset } = publication.line;
    const record = offset !== null && records.find((each) => isAt(each, { topic, partition, offset }));
    if (!record) continue;
    yield [handedOver(publication), stamped(record)];
    yield [stamped(record), confirmed(publication)];
  }
  for (const record of records) yield [stamped(record), labAt(record.at.seenMs)];
  for (const delivery of deliveries) {
    yield [sent, takenUp(delivery)];
    yield [stamp, takenUp(delivery)];
    yield [done(delivery), labAt(delivery.at.seenMs)];
  }
  for (const effect of effectsOf(model, story.id)) yield [sent, committed(effect)];
  for (const handling of handlingsOf(model, story)) yield* withinHandling(handling, sent, stamp);
}

function* withinHandling(
  { deliveries, receipts, applications }: Handling,
  sent: Maybe,
  stamp: Maybe,
): Generator<Pair> {
  const handled = deliveries.filter(({ line }) => line.event === 'handled');
  // Of two handlings nobody can tell which of them did it.
  const only = handled.length === 1 ? handled[0] : undefined;
  for (const { transaction } of receipts) {
    yield [sent, committed(transaction)];
    yield [stamp, committed(transaction)];
    if (!only || receipts.length > 1) continue;
    yield [takenUp(only), committed(transaction)];
    yield [committed(transaction), done(only)];
  }
  for (const application of applications) {
    yield [sent, applied(application)];
    yield [stamp, applied(application)];
    yield [applied(application), labAt(application.at.seenMs)];
    if (only && applications.every((each) => each === application || each.document !== application.document))
      yield [applied(application), done(only)];
  }
}

function effectsOf(model: Model, id: string): readonly Transaction[] {
  return listed(model.transactions.effects, causeKey({ consumer: null, id }));
}
