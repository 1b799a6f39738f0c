/** One word of a filter; a row must satisfy all of them. */
export interface Term {
  /** Null for a bare word, which may stand anywhere in the row. */
  readonly field: string | null;
  /** In lower case; never empty. */
  readonly text: string;
  readonly negated: boolean;
}

export interface Filter {
  /** As it was typed. */
  readonly text: string;
  readonly terms: readonly Term[];
}

export const noFilter: Filter = { text: '', terms: [] };
