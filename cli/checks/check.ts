/** What is said about one thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'broken';
  readonly detail: string;
  /** What to do about it; absent when there is nothing to do. */
  readonly fix?: string;
}
