import { readBaseOffset, readLastOffset } from './batch-header.ts';

/** The newest batches of one partition, so that consumers who keep up are served without reading the file. */
export class RecentBatches {
  readonly #budget: RecentBytes;
  #batches: Buffer[] = [];
  #dropped = 0;

  constructor(budget: RecentBytes) {
    this.#budget = budget;
  }

  push(batch: Buffer): void {
    this.#batches.push(batch);
    this.#budget.add(this, batch.length);
  }

  /** Forgets the oldest batch. Called by the budget, in the order of pushing. */
  dropOldest(): void {
    this.#dropped++;
    if (this.#dropped * 2 < this.#batches.length) return;
    this.#batches = this.#batches.slice(this.#dropped);
    this.#dropped = 0;
  }

  clear(): void {
    this.#batches = [];
    this.#dropped = 0;
    this.#budget.forget(this);
  }

  /** Batches from the one with `offset` on, up to `maxBytes`; undefined when that one is no longer here. */
  from(offset: bigint, maxBytes: number, atLeastOne: boolean): readonly Buffer[] | undefined {
    const first = this.#batches[this.#dropped];
    if (first === undefined || readBaseOffset(first, 0) > offset) return undefined;
    const found: Buffer[] = [];
    let left = maxBytes;
    for (let i = this.#indexOf(offset); i < this.#batches.length; i++) {
      const batch = this.#batches[i]!;
      if (batch.length > left && !(atLeastOne && found.length === 0)) break;
      found.push(batch);
      left -= batch.length;
    }
    return found;
  }

  #indexOf(offset: bigint): number {
    let low = this.#dropped;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (readLastOffset(this.#batches[middle]!, 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The bound that all partitions share: the oldest batch of all goes first. */
export class RecentBytes {
  readonly #limit: number;
  #queue: { readonly owner: RecentBatches; readonly bytes: number }[] = [];
  #head = 0;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(owner: RecentBatches, bytes: number): void {
    this.#queue.push({ owner, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#limit) {
      const oldest = this.#queue[this.#head++]!;
      this.#bytes -= oldest.bytes;
      oldest.owner.dropOldest();
    }
    if (this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
  }

  forget(owner: RecentBatches): void {
    this.#queue = this.#queue.slice(this.#head).filter((entry) => entry.owner !== owner);
    this.#head = 0;
    this.#bytes = this.#queue.reduce((sum, entry) => sum + entry.bytes, 0);
  }
}
