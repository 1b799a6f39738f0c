export interface SendQueueOptions<T> {
  /** Called with one batch at a time. Never called again after it has rejected. */
  readonly send: (batch: readonly T[]) => Promise<void>;
  /** Characters, or whatever the limits count. */
  readonly sizeOf: (item: T) => number;
  readonly limits: { readonly batchItems: number; readonly batchSize: number; readonly queueSize: number };
  /** The queue is over its limit: no more, please. */
  readonly onFull: () => void;
  /** Half of it is free again. */
  readonly onRoom: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * idle -> (push) -> sending -> everything that came meanwhile is the next batch -> ... -> idle
 * No timer: one that is alone is sent at once, and the busier it gets the larger the batches become.
 */
export class SendQueue<T> {
  readonly #options: SendQueueOptions<T>;
  #items: T[] = [];
  #size = 0;
  #full = false;
  #closed = false;
  #sending: Promise<void> | undefined;

  constructor(options: SendQueueOptions<T>) {
    this.#options = options;
  }

  push(item: T): void {
    if (this.#closed) return;
    this.#items.push(item);
    this.#size += this.#options.sizeOf(item);
    if (!this.#full && this.#size > this.#options.limits.queueSize) {
      this.#full = true;
      this.#options.onFull();
    }
    // The microtask lets all that one read of the socket brought come into the first batch.
    this.#sending ??= Promise.resolve().then(() => this.#sendAll());
  }

  /** What is not being sent yet is dropped; resolves when the send under way has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#items = [];
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    try {
      while (this.#items.length > 0) await this.#options.send(this.#take());
    } catch (error) {
      this.#closed = true;
      this.#options.onError(error);
    } finally {
      this.#sending = undefined;
    }
  }

  #take(): readonly T[] {
    const { batchItems, batchSize, queueSize } = this.#options.limits;
    let count = 0;
    let size = 0;
    for (const item of this.#items.slice(0, batchItems)) {
      const itemSize = this.#options.sizeOf(item);
      if (count > 0 && size + itemSize > batchSize) break;
      count += 1;
      size += itemSize;
    }
    const batch = this.#items.splice(0, count);
    this.#size -= size;
    if (this.#full && this.#size <= queueSize / 2) {
      this.#full = false;
      this.#options.onRoom();
    }
    return batch;
  }
}
