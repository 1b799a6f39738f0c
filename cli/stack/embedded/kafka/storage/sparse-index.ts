const everyBytes = 4096;

interface Entry {
  readonly offset: bigint;
  readonly position: number;
}

/** Positions of some batches of a segment, one per 4 kB: kept in memory, rebuilt when the segment is opened. */
export class SparseIndex {
  readonly #entries: Entry[] = [];

  add(offset: bigint, position: number): void {
    const last = this.#entries.at(-1);
    if (last === undefined || position - last.position >= everyBytes)
      this.#entries.push({ offset, position });
  }

  /** Position of the last known batch that begins at or before `offset`; 0 when there is none. */
  positionBefore(offset: bigint): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.offset <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#entries[low - 1]?.position ?? 0;
  }
}
