import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import { measureRelay } from './measure.ts';
import { growOutbox } from './outbox-rows.ts';
import { withOutbox } from './with-outbox.ts';

const rowsPerTransaction = 10_000;

/** The same as `relay`, while the outbox holds more and more rows that were published long ago. */
export const growth: Bench = (context) =>
  withOutbox(context, async (outbox) => {
    const figures: Figure[] = [];
    let rows = 0;
    for (const target of [0, Math.round(context.size.rows / 10), context.size.rows]) {
      context.tell(`outbox of ${target} rows`);
      while (rows < target) {
        context.signal.throwIfAborted();
        const added = Math.min(rowsPerTransaction, target - rows);
        await growOutbox(outbox.client, outbox.take(added), added);
        rows += added;
      }
      await outbox.client.query('ANALYZE message');
      figures.push(...(await measureRelay(context, outbox, 'growth', `${target} rows`)));
    }
    return figures;
  });
