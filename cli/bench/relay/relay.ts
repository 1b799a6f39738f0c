import type { Bench } from '../bench.ts';
import { measureRelay } from './measure.ts';
import { withOutbox } from './with-outbox.ts';

/** From the commit of an outbox row to the record at a consumer. */
export const relay: Bench = (context) => {
  context.tell('relay');
  return withOutbox(context, (outbox) => measureRelay(context, outbox, 'relay', 'relay'));
};
