import type { Row, RowChange } from '../../model/observation.ts';

/** What a look found of a table. */
export interface SeenTable {
  readonly table: string;
  /** Rows that may have changed since the look before, with the xid that wrote each. */
  readonly written: readonly { readonly xid: string; readonly row: Row }[];
  /** Of all rows; undefined where as many are there as `written` accounts for. */
  readonly keys?: readonly Row[] | undefined;
}

export interface SeenTransaction {
  /** 0 for rows that are gone. */
  readonly xid: number;
  readonly changes: readonly RowChange[];
}

/** The keys of a database's watched rows, each with the xid that wrote it last. Of the rows themselves nothing is kept. */
export class KnownRows {
  readonly #tables: Readonly<Record<string, { readonly key: readonly string[] }>>;
  readonly #xids = new Map<string, Map<string, string>>();

  constructor(tables: Readonly<Record<string, { readonly key: readonly string[] }>>) {
    this.#tables = tables;
    for (const table of Object.keys(tables)) this.#xids.set(table, new Map());
  }

  get size(): number {
    return [...this.#xids.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** A row that was there before the first look. */
  learn(table: string, key: Row, xid: string): void {
    this.#of(table).set(this.#nameOf(table, key), xid);
  }

  /** So many rows a table has if none of those known is gone. */
  countWith(table: string, written: SeenTable['written']): number {
    const known = this.#of(table);
    const names = new Set(written.map(({ row }) => this.#nameOf(table, row)));
    return known.size + [...names].filter((name) => !known.has(name)).length;
  }

  /** What has changed, by transaction: in the order of their xids from `oldest` on (they wrap), what is gone last. */
  see(tables: readonly SeenTable[], oldest: number): readonly SeenTransaction[] {
    const byXid = new Map<number, RowChange[]>();
    const gone: RowChange[] = [];
    for (const { table, written, keys } of tables) {
      const known = this.#of(table);
      for (const { xid, row } of written) {
        const name = this.#nameOf(table, row);
        const before = known.get(name);
        if (before === xid) continue;
        known.set(name, xid);
        const changes = byXid.get(Number(xid)) ?? [];
        byXid.set(Number(xid), changes);
        changes.push({
          op: before === undefined ? 'insert' : 'update',
          table,
          key: this.#keyOf(table, row),
          row,
        });
      }
      if (keys === undefined) continue;
      const there = new Set(keys.map((key) => this.#nameOf(table, key)));
      for (const name of [...known.keys()].filter((each) => !there.has(each))) {
        known.delete(name);
        gone.push({ op: 'delete', table, key: this.#keyNamed(table, name), row: null });
      }
    }
    const age = (xid: number): number => (xid - oldest + 2 ** 32) % 2 ** 32;
    const transactions = [...byXid].sort(([left], [right]) => age(left) - age(right));
    return [
      ...transactions.map(([xid, changes]) => ({ xid, changes })),
      ...(gone.length > 0 ? [{ xid: 0, changes: gone }] : []),
    ];
  }

  #of(table: string): Map<string, string> {
    const known = this.#xids.get(table);
    if (known === undefined) throw new TypeError(`${table} is not watched`);
    return known;
  }

  #keyOf(table: string, row: Row): Row {
    const { key = [] } = this.#tables[table] ?? {};
    return Object.fromEntries(key.map((column) => [column, row[column] ?? null]));
  }

  #nameOf(table: string, row: Row): string {
    return JSON.stringify(Object.values(this.#keyOf(table, row)));
  }

  #keyNamed(table: string, name: string): Row {
    const values = JSON.parse(name) as (string | null)[];
    const { key = [] } = this.#tables[table] ?? {};
    return Object.fromEntries(key.map((column, index) => [column, values[index] ?? null]));
  }
}
