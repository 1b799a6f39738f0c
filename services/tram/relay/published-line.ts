import type { SentRecord } from '../broker/broker.ts';
import { nowMs, sinceMs } from '../observe/clock.ts';
import type { PublishedLine } from '../observe/line.ts';
import type { OutboxRecord } from './outbox/outbox-record.ts';
import { formatLsn, type Lsn } from './replication/lsn.ts';

/** When the broker confirmed, and how long after it was asked. */
export type Confirmation = Pick<PublishedLine, 'at' | 'ms'>;

/** `sentAt`: epoch ms. */
export function confirmedNow(sentAt: number): Confirmation {
  return { at: nowMs(), ms: sinceMs(sentAt) };
}

export function publishedLine(
  { relay, database }: { readonly relay: string; readonly database: string },
  { message, correlation, type, record }: OutboxRecord,
  sent: SentRecord,
  transaction: { readonly xid: number; readonly end: Lsn | null },
  { at, ms }: Confirmation,
): PublishedLine {
  return {
    event: 'published',
    at,
    ms,
    relay,
    database,
    message,
    correlation,
    type,
    topic: sent.topic,
    key: record.key,
    partition: sent.partition,
    offset: sent.offset,
    xid: transaction.xid,
    lsn: transaction.end === null ? null : formatLsn(transaction.end),
  };
}
