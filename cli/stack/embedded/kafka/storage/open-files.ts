import { closeSync, constants, openSync } from 'node:fs';

const { O_CREAT, O_RDWR } = constants;

/** Keeps the files used last open and closes the others, so that many partitions need few descriptors. */
export class OpenFiles {
  readonly #limit: number;
  /** In order of last use. */
  readonly #open = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A descriptor for reading and writing, good until the next call. Creates the file when it is missing. */
  descriptor(path: string): number {
    const known = this.#open.get(path);
    if (known !== undefined) {
      this.#open.delete(path);
      this.#open.set(path, known);
      return known;
    }
    if (this.#open.size >= this.#limit) this.#closeOldest();
    const opened = openSync(path, O_CREAT | O_RDWR, 0o600);
    this.#open.set(path, opened);
    return opened;
  }

  close(path: string): void {
    const fd = this.#open.get(path);
    if (fd === undefined) return;
    this.#open.delete(path);
    closeSync(fd);
  }

  closeAll(): void {
    for (const path of this.#open.keys()) this.close(path);
  }

  #closeOldest(): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.close(oldest);
  }
}
