/** What is wrong with an expression, before anything is judged by it. */
export class ExpressionError extends Error {
  /** In characters from the beginning. */
  readonly at: number;
  /** A name that there is not, and those that there are. */
  readonly wrong: string | undefined;
  readonly among: readonly string[];

  constructor(message: string, at: number, wrong?: string, among: readonly string[] = []) {
    super(message);
    this.name = 'ExpressionError';
    this.at = at;
    this.wrong = wrong;
    this.among = among;
  }
}
