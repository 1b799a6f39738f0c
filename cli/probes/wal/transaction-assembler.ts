import {
  formatLsn,
  type OldRow,
  type Relation,
  type StreamMessage,
  type TextRow,
} from '../../../services/tram/index.ts';
import type { Row, RowChange, TransactionFact } from '../../model/observation.ts';
import { tableName } from '../../systems/table-name.ts';

export type WatchedTables = Readonly<Record<string, { readonly key: readonly string[] }>>;

export interface Assembled {
  /** Complete with this message. */
  readonly transaction?: { readonly fact: TransactionFact; readonly committedMs: number };
  /** Watched tables that lost all rows, which no row change can tell. */
  readonly truncated?: string;
}

const nothing: Assembled = {};

/** From the messages of a stream to one fact per transaction that touched a watched table. */
export class TransactionAssembler {
  readonly #database: string;
  readonly #tables: WatchedTables;
  #xid = 0;
  #changes: RowChange[] = [];

  constructor(database: string, tables: WatchedTables) {
    this.#database = database;
    this.#tables = tables;
  }

  receive(message: StreamMessage): Assembled {
    switch (message.kind) {
      case 'begin':
        this.#xid = message.xid;
        this.#changes = [];
        return nothing;
      case 'insert':
        return this.#add('insert', message.relation, message.row);
      case 'update': {
        // With REPLICA IDENTITY FULL the old row holds what the new one leaves out because it did not change.
        const row = message.old?.kind === 'full' ? { ...message.old.row, ...message.row } : message.row;
        return this.#add('update', message.relation, row, message.old);
      }
      case 'delete':
        return this.#add('delete', message.relation, message.old.row, message.old);
      case 'truncate': {
        const truncated = message.relations.map(tableName).filter((table) => this.#watches(table));
        return truncated.length > 0 ? { truncated: truncated.join(', ') } : nothing;
      }
      case 'commit':
        return this.#changes.length > 0 ? this.#complete(message) : nothing;
      case 'relation':
      case 'type':
      case 'origin':
      case 'keepalive':
        return nothing;
    }
  }

  #watches(table: string): boolean {
    return Object.hasOwn(this.#tables, table);
  }

  #add(op: RowChange['op'], relation: Relation, row: TextRow, old: OldRow | null = null): Assembled {
    const table = tableName(relation);
    const watched = this.#watches(table) && this.#tables[table];
    if (!watched) return nothing;
    const before = old?.kind === 'full' && { before: old.row };
    this.#changes.push({
      op,
      table,
      key: keyOf(row, watched.key),
      row: op === 'delete' ? null : row,
      ...before,
    });
    return nothing;
  }

  #complete({ endLsn, committedMs }: Extract<StreamMessage, { kind: 'commit' }>): Assembled {
    const changes = this.#changes;
    this.#changes = [];
    return {
      transaction: {
        committedMs,
        fact: {
          kind: 'transaction',
          database: this.#database,
          xid: this.#xid,
          lsn: formatLsn(endLsn),
          changes,
        },
      },
    };
  }
}

function keyOf(row: TextRow, key: readonly string[]): Row {
  return Object.fromEntries(key.map((column) => [column, row[column] ?? null]));
}
