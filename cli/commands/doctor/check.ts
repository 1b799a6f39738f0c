/** What doctor says about one thing. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'broken';
  readonly detail: string;
  /** What to do about it; absent when there is nothing to do. */
  readonly fix?: string;
}
