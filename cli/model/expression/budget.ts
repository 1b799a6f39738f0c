/** As many as take about a second. An expression that needs more asks a question that belongs into a query. */
const mostSteps = 1_000_000;

/** What the evaluation of one invariant may cost. */
export class Budget {
  #left = mostSteps;
  /** Thrown again by every step that is still tried: making an error costs more than a step. */
  readonly #exhausted = new Exhausted();

  /** @throws Exhausted */
  readonly spend = (steps: number): void => {
    this.#left -= steps;
    if (this.#left < 0) throw this.#exhausted;
  };

  /** What was found by then is nothing: an error is passed over where `||` or `exists` does not need it. */
  get isSpent(): boolean {
    return this.#left < 0;
  }
}

class Exhausted extends Error {
  constructor() {
    super(
      `it takes more than ${mostSteps.toLocaleString('en')} steps; look rows up by more conditions, or filter first`,
    );
    this.name = 'Exhausted';
  }
}
