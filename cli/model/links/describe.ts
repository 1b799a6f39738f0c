import type { Model } from '../model.ts';
import { describeDelivery } from './describe-delivery.ts';
import { describeFault } from './describe-fault.ts';
import { describeDocument, describeRecord, describeRelay } from './describe-message.ts';
import { describeExchange, describeOutbox, describeRow, describeSaga } from './describe-source.ts';
import type { Description } from './description.ts';
import type { Link } from './link.ts';

/** What a hop says of itself: what it is, who did it, one phrase, and what is real of it. */
export function describe(model: Model, link: Link): Description {
  switch (link.kind) {
    case 'http':
      return describeExchange(link);
    case 'row':
      return describeRow(model, link);
    case 'saga':
      return describeSaga(model, link);
    case 'outbox':
      return describeOutbox(model, link);
    case 'relay':
      return describeRelay(model, link);
    case 'record':
      return describeRecord(model, link);
    case 'handled':
    case 'duplicate':
    case 'retry':
    case 'parked':
      return describeDelivery(model, link);
    case 'document':
      return describeDocument(link);
    case 'fault':
      return describeFault(link);
    case 'missing':
      return { type: link.expected, service: link.service, label: link.what, ref: link.ref };
  }
}
