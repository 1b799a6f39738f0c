import type { PlainDocument } from './apply-change.ts';

/** The last documents seen, the oldest forgotten first. */
export class RecentDocuments {
  readonly #documents = new Map<string, PlainDocument>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): PlainDocument | undefined {
    return this.#documents.get(key);
  }

  set(key: string, document: PlainDocument): void {
    this.#documents.delete(key);
    this.#documents.set(key, document);
    if (this.#documents.size > this.#limit)
      this.#documents.delete(this.#documents.keys().next().value ?? key);
  }

  delete(key: string): void {
    this.#documents.delete(key);
  }
}
