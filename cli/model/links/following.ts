import { exchangesWithin } from '../indexes/exchanges.ts';
import { listed } from '../indexes/multimap.ts';
import { causeKey } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { inCommitOrder, sentBecauseOf } from '../order.ts';
import { exchangeLink } from './exchange-link.ts';
import { afterDelivery } from './handling-links.ts';
import { faultLinks } from './fault-links.ts';
import type { ExchangeLink, Link } from './link.ts';
import { afterOutbox, afterRecord, afterRelay, sendingLinks } from './sending-links.ts';
import { afterRow, transactionLinks } from './transaction-links.ts';

/** What came of a link, in order; including what should have and is missing. */
export function following(model: Model, link: Link): Link[] {
  switch (link.kind) {
    case 'http':
      return afterExchange(model, link);
    case 'row':
      return afterRow(model, link);
    case 'outbox':
      return afterOutbox(model, link);
    case 'relay':
      return afterRelay(model, link);
    case 'record':
      return afterRecord(model, link);
    case 'handled':
      return afterDelivery(model, link);
    case 'duplicate':
    case 'retry':
    case 'parked':
    case 'saga':
    case 'document':
    case 'fault':
    case 'missing':
      return [];
  }
}

function afterExchange(model: Model, { exchange: { id, correlation, faults } }: ExchangeLink): Link[] {
  const effects = listed(model.transactions.effects, causeKey({ consumer: null, id }));
  const unseen = sentBecauseOf(model, id).filter(({ outbox }) => outbox.length === 0);
  const { before, after } = faultLinks(faults, correlation, (seam) => seam.startsWith('before-'));
  return [
    ...before,
    ...inCommitOrder(model, effects).flatMap((transaction) =>
      transactionLinks(model, transaction, correlation),
    ),
    ...unseen.flatMap((story) => sendingLinks(model, story, undefined)),
    ...exchangesWithin(model.exchanges, id).map(exchangeLink),
    ...after,
  ];
}
