import type { SentRecord } from '../broker/broker.ts';
import { deliver } from './delivery.ts';
import type { OutboxRecord } from './outbox/outbox-record.ts';
import { savePosition } from './position.ts';
import type { SweepNeeded } from './prepare-slot.ts';
import { confirmedNow, publishedLine } from './published-line.ts';
import { storeRejected } from './rejected.ts';
import type { Session } from './session.ts';
import { withSweep } from './sweep.ts';

/** Publishes what the slot will never show. Repeats are possible, a row that is left out is not. */
export async function sweepOutbox(session: Session, needed: SweepNeeded): Promise<void> {
  const { pool, slot, outbox, publisher, signal, log, database } = session;
  const db = await pool.connect();
  try {
    const horizon = await withSweep(db, outbox.sql, needed, async (sweep) => {
      let swept = 0;
      // The commit itself is no longer to be seen: the line names the position up to which the sweep looked.
      const lineOf = (item: OutboxRecord & { readonly xid: number }, sent: SentRecord, sentAt: number) =>
        publishedLine(session, item, sent, { xid: item.xid, end: sweep.horizon.lsn }, confirmedNow(sentAt));
      for await (const rows of sweep.batches) {
        const items = rows.flatMap(({ row, xid }) => {
          const item = outbox.toRecord(row);
          return item ? [{ ...item, xid }] : [];
        });
        await deliver(items, {
          publisher,
          signal,
          database,
          onPublished: (item, sent, sentAt) => session.lines.write(lineOf(item, sent, sentAt)),
          onRepeated: (item, sent, sentAt) =>
            session.lines.write({ ...lineOf(item, sent, sentAt), injected: true }),
          onDropped: () => undefined,
          onRejected: (item, reason) => storeRejected(session, item.row, reason),
        });
        swept += items.length;
      }
      if (swept > 0) log.info({ slot, swept }, 'Swept the outbox for rows that the slot does not show');
      return sweep.horizon;
    });
    await savePosition(pool, slot, horizon);
  } finally {
    db.release();
  }
}
