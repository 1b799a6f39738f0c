import { deliver } from './delivery.ts';
import { toOutboxRecord } from './outbox-record.ts';
import { savePosition } from './position.ts';
import type { SweepNeeded } from './prepare-slot.ts';
import { confirmedNow, publishedLine } from './published-line.ts';
import { storeRejected } from './rejected.ts';
import type { Session } from './session.ts';
import { withSweep } from './sweep.ts';

/** Publishes what the slot will never show. Repeats are possible, a row that is left out is not. */
export async function sweepOutbox(session: Session, needed: SweepNeeded): Promise<void> {
  const { pool, slot, publisher, signal, log } = session;
  const db = await pool.connect();
  try {
    const horizon = await withSweep(db, needed, async (sweep) => {
      let swept = 0;
      for await (const rows of sweep.batches) {
        const items = rows.flatMap(({ row, xid }) => {
          const item = toOutboxRecord(row);
          return item ? [{ ...item, xid }] : [];
        });
        await deliver(items, {
          publisher,
          signal,
          // The commit itself is no longer to be seen: the line names the position up to which the sweep looked.
          onPublished: (item, sent, sentAt) => {
            const transaction = { xid: item.xid, end: sweep.horizon.lsn };
            session.lines.write(publishedLine(session, item, sent, transaction, confirmedNow(sentAt)));
          },
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
