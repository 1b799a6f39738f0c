/** Those who are called back until they no longer care. */
export class Listeners<Told extends readonly unknown[] = []> {
  readonly #all = new Set<(...told: Told) => void>();

  readonly tell = (...told: Told): void => this.#all.forEach((listener) => listener(...told));

  /** Until what it returns is called. */
  readonly add = (listener: (...told: Told) => void): (() => void) => {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  };
}
