type Close = () => Promise<void> | void;

/** What a process holds open; closed in reverse order, once, each with its chance even if another one fails. */
export class Resources {
  readonly #open: { readonly name: string; readonly close: Close }[] = [];
  readonly #onError: (name: string, error: unknown) => void;
  #closing: Promise<void> | undefined;

  constructor(onError: (name: string, error: unknown) => void) {
    this.#onError = onError;
  }

  get closing(): boolean {
    return this.#closing !== undefined;
  }

  /** What opens while the rest is being closed is closed at once. */
  async add(name: string, close: Close): Promise<void> {
    if (this.closing) await this.#close(name, close);
    else this.#open.push({ name, close });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#open.reverse()) await this.#close(name, close);
  }

  async #close(name: string, close: Close): Promise<void> {
    try {
      await close();
    } catch (error) {
      this.#onError(name, error);
    }
  }
}
