/** What an expression asks of the run that it is judged on. */
export interface Sources {
  /** Each list is made when it is asked for first. */
  readonly messages: readonly unknown[];
  readonly sagas: readonly unknown[];
  readonly requests: readonly unknown[];
  /** Rows that the run changed, or documents that changed while it was watched, as they are after everything seen. */
  touched(database: string, table: string): readonly unknown[];
  /** All rows that have these values. @throws Unread where not all of them are known. */
  rows(database: string, table: string, conditions: Readonly<Record<string, unknown>>): readonly unknown[];
}

/** A column (of documents a field) and the value that it is looked up by. */
export interface Lookup {
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly value: string;
}

/** Whether there are such rows was not read: nothing that hangs on it is true or false. */
export class Unread extends Error {
  constructor({ database, table, column, value }: Lookup) {
    super(`${database} ${table} with ${column} ${value}: it was not read which there are`);
    this.name = 'Unread';
  }
}
