import type pg from 'pg';
import type { SentRecord } from '../../broker/broker.ts';
import { deliver } from '../delivery.ts';
import type { OutboxRecord } from '../outbox/outbox-record.ts';
import { confirmedNow, publishedLine } from '../published-line.ts';
import { storeRejected } from '../rejected.ts';
import type { Session } from '../session.ts';
import { batchesOf } from './batches.ts';
import { readWindow, type Window, type WindowRow } from './read-window.ts';

/** Characters. */
const batchSize = 256 * 1024;

/**
 * Resolves when every row of the window is confirmed or set aside. `onPage` is told the last id of each page that is,
 * but for the last page: then the window is done.
 */
export async function publishWindow(
  session: Session,
  leader: pg.ClientBase,
  window: Window,
  onPage: (lastId: string) => Promise<void>,
): Promise<void> {
  let lastId: string | undefined;
  for await (const page of readWindow(leader, session.outbox.sql, window)) {
    if (lastId !== undefined) await onPage(lastId);
    await publishPage(session, page);
    lastId = page.at(-1)?.id;
  }
}

async function publishPage(session: Session, page: readonly WindowRow[]): Promise<void> {
  const { outbox, publisher, signal, database, lines, lag } = session;
  const items = page.flatMap(({ row, xid }) => {
    const item = outbox.toRecord(row);
    return item ? [{ ...item, xid }] : [];
  });
  const done = (): void => {
    lag.messages = Math.max(0, lag.messages - 1);
  };
  // Where its commit ends in the WAL, no row tells.
  const lineOf = (item: OutboxRecord & { readonly xid: number }, sent: SentRecord, sentAt: number) =>
    publishedLine(session, item, sent, { xid: item.xid, end: null }, confirmedNow(sentAt));
  const sizeOf = (item: (typeof items)[number]): number =>
    item.kind === 'record' ? item.record.value.length : 0;
  for (const batch of batchesOf(items, sizeOf, batchSize)) {
    await deliver(batch, {
      publisher,
      signal,
      database,
      onPublished: (item, sent, sentAt) => {
        lines.write(lineOf(item, sent, sentAt));
        done();
      },
      onRepeated: (item, sent, sentAt) => lines.write({ ...lineOf(item, sent, sentAt), injected: true }),
      onDropped: done,
      onRejected: async (item, reason) => {
        await storeRejected(session, item.row, reason);
        done();
      },
    });
  }
}
