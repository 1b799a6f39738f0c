/** What a PostgreSQL database says of itself: its tables, and what may be done with them. */
export interface Catalogue {
  /** Its own name on the server. */
  readonly database: string;
  /** Who asked. */
  readonly role: string;
  /** `logical` where the write-ahead log can be read. */
  readonly walLevel: string;
  /** The role may open a replication connection. */
  readonly replicates: boolean;
  /** The role may make a publication. */
  readonly mayPublish: boolean;
  /** In order of their names. */
  readonly tables: readonly CatalogueTable[];
}

export interface CatalogueTable {
  /** As a query would name it: with its schema only where the search path does not lead there. */
  readonly name: string;
  readonly columns: readonly CatalogueColumn[];
  /** Columns of the primary key, in its order; empty where there is none. */
  readonly key: readonly string[];
  /** Columns that are unique by themselves, the key left out. */
  readonly unique: readonly string[];
  /** An update or delete says which row it was (REPLICA IDENTITY): else PostgreSQL refuses it once the table is published. */
  readonly hasIdentity: boolean;
  /** The role owns it, and so may add it to a publication. */
  readonly owned: boolean;
  /** The role may read it. */
  readonly readable: boolean;
  /** In the publication that the lab watches through. */
  readonly published: boolean;
}

export interface CatalogueColumn {
  readonly name: string;
  /** As `format_type` has it: `bigint`, `character varying(36)`, `jsonb`. */
  readonly type: string;
  /** Of an enum, its labels in order. */
  readonly labels: readonly string[];
  /** What it is where an insert does not say, as `pg_get_expr` has it: `'open'::text`. */
  readonly byDefault: string | null;
}
