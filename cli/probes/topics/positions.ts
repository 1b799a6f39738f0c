/** Next offset to read, per topic and partition. Offsets are 64-bit, so bigint. */
export class Positions {
  readonly #next = new Map<string, bigint>();

  start(topic: string, partition: number, offset: string): void {
    this.#next.set(key(topic, partition), BigInt(offset));
  }

  /** True when the record is the next or a later one; false for one that was already seen or came before the start. */
  advance(topic: string, partition: number, offset: string): boolean {
    const at = key(topic, partition);
    const next = this.#next.get(at) ?? 0n;
    const seen = BigInt(offset);
    if (seen < next) return false;
    this.#next.set(at, seen + 1n);
    return true;
  }

  /** Transaction markers and compaction leave holes: what the fetch moved past without a record is passed too. */
  reach(topic: string, partition: number, nextOffset: bigint): void {
    const at = key(topic, partition);
    if (nextOffset > (this.#next.get(at) ?? 0n)) this.#next.set(at, nextOffset);
  }

  hasReached(topic: string, partition: number, highWatermark: string): boolean {
    return this.of(topic, partition) >= BigInt(highWatermark);
  }

  /** Next offset to read. */
  of(topic: string, partition: number): bigint {
    return this.#next.get(key(topic, partition)) ?? 0n;
  }

  copy(): Positions {
    const copy = new Positions();
    for (const [at, next] of this.#next) copy.#next.set(at, next);
    return copy;
  }

  *all(): Iterable<{ topic: string; partition: number; offset: string }> {
    for (const [at, next] of this.#next) {
      const slash = at.lastIndexOf('/');
      yield { topic: at.slice(0, slash), partition: Number(at.slice(slash + 1)), offset: String(next) };
    }
  }
}

function key(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
