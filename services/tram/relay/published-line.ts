import type { SentRecord } from '../broker/broker.ts';
import { nowMs } from '../observe/clock.ts';
import type { PublishedLine } from '../observe/line.ts';
import type { OutboxRecord } from './outbox-record.ts';
import { formatLsn, type Lsn } from './replication/lsn.ts';

export function publishedLine(
  { relay, database }: { readonly relay: string; readonly database: string },
  { message, correlation, type, record }: OutboxRecord,
  sent: SentRecord,
  transaction: { readonly xid: number; readonly end: Lsn },
  at = nowMs(),
): PublishedLine {
  return {
    event: 'published',
    at,
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
    lsn: formatLsn(transaction.end),
  };
}
