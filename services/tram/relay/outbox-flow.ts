import type { SentRecord } from '../broker/broker.ts';
import { Acknowledgements, type PendingTransaction } from './acknowledge.ts';
import { CommitReports } from './commit-reports.ts';
import { deliver } from './delivery.ts';
import type { OutboxRecord, RejectedRow } from './outbox/outbox-record.ts';
import { confirmedNow, publishedLine } from './published-line.ts';
import { storeRejected } from './rejected.ts';
import type { Lsn } from './replication/lsn.ts';
import type { TextRow } from './replication/pgoutput.ts';
import type { StreamMessage } from './replication/stream.ts';
import { SendQueue } from './send-queue.ts';
import type { Session } from './session.ts';

export interface OutboxFlowOptions {
  readonly session: Session;
  /** Ends the retries of a send. */
  readonly signal: AbortSignal;
  /** Everything up to here is confirmed; called whenever that may have moved. */
  readonly onSafe: (lsn: Lsn) => void;
  readonly onFull: () => void;
  readonly onRoom: () => void;
  /** A row could be neither published nor set aside: nothing after it is sent. */
  readonly onError: (error: unknown) => void;
}

type Item = (OutboxRecord | RejectedRow) & { readonly transaction: PendingTransaction };

/** Sizes in characters. */
const limits = { batchItems: 1000, batchSize: 256 * 1024, queueSize: 4 * 1024 * 1024 };

/** From the messages of the stream to records confirmed by the broker, and back to the position that may be acknowledged. */
export class OutboxFlow {
  readonly #options: OutboxFlowOptions;
  readonly #acks = new Acknowledgements();
  readonly #reports = new CommitReports();
  readonly #queue: SendQueue<Item>;
  /** Messages confirmed or set aside so far. */
  doneMessages = 0;

  constructor(options: OutboxFlowOptions) {
    this.#options = options;
    const { onFull, onRoom, onError } = options;
    const send = (items: readonly Item[]): Promise<void> => this.#send(items);
    const sizeOf = (item: Item): number => (item.kind === 'record' ? item.record.value.length : 0);
    this.#queue = new SendQueue<Item>({ send, sizeOf, limits, onFull, onRoom, onError });
  }

  get safe(): Lsn {
    return this.#acks.safe;
  }

  receive(message: StreamMessage): void {
    switch (message.kind) {
      case 'begin':
        this.#acks.begin(message.xid);
        return;
      case 'insert':
        if (this.#options.session.outbox.isOf(message.relation)) this.#accept(message.row);
        return;
      case 'commit':
        this.#reports.committed(this.#acks.commit(message.endLsn));
        return this.#settle();
      case 'keepalive':
        this.#acks.walEnd(message.walEnd);
        this.#options.session.lag.seen(message.walEnd);
        return this.#settle();
      case 'update':
      case 'delete':
      case 'truncate':
      case 'relation':
      case 'type':
      case 'origin':
    }
  }

  /** Drops what is not being sent yet; resolves when the send under way has ended. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  #accept(row: TextRow): void {
    const item = this.#options.session.outbox.toRecord(row);
    if (!item) return;
    this.#queue.push({ ...item, transaction: this.#acks.message() });
    this.#showLag();
  }

  async #send(items: readonly Item[]): Promise<void> {
    const { session, signal } = this.#options;
    await deliver(items, {
      publisher: session.publisher,
      signal,
      database: session.database,
      onPublished: (item, sent, sentAt) => {
        this.#tell(item, sent, sentAt);
        this.#confirm(item);
      },
      onRepeated: (item, sent, sentAt) => this.#tell(item, sent, sentAt, { injected: true }),
      onDropped: (item) => this.#confirm(item),
      onRejected: async (item, reason) => {
        await storeRejected(session, item.row, reason);
        this.#confirm(item);
      },
    });
    this.#settle();
  }

  #tell(
    item: Item & OutboxRecord,
    sent: SentRecord,
    sentAt: number,
    note?: { readonly injected: true },
  ): void {
    const { session } = this.#options;
    const { xid } = item.transaction;
    const confirmation = confirmedNow(sentAt);
    this.#reports.add(item.transaction, (end) =>
      session.lines.write({ ...publishedLine(session, item, sent, { xid, end }, confirmation), ...note }),
    );
  }

  #confirm({ transaction }: Item): void {
    this.#acks.confirm(transaction);
    this.doneMessages += 1;
  }

  #settle(): void {
    this.#showLag();
    this.#options.session.lag.confirmed(this.safe);
    this.#options.onSafe(this.safe);
  }

  #showLag(): void {
    this.#options.session.lag.messages = this.#acks.unconfirmed;
  }
}
