/** Which messages of a queue are news, and which number each has among those of its exchange: it must ascend. */
export class ToldOnce {
  readonly #last = new Map<string, bigint>();
  readonly #recent: string[] = [];

  /** Its number; undefined for one that was told before its acknowledgement was lost with the connection. */
  number(exchange: string, offset: string, redelivered: boolean): string | undefined {
    const name = `${exchange}@${offset}`;
    if (redelivered && this.#recent.includes(name)) return undefined;
    this.#recent.push(name);
    if (this.#recent.length > keptNames) this.#recent.shift();
    const before = this.#last.get(exchange) ?? -1n;
    const number = BigInt(offset) > before ? BigInt(offset) : before + 1n;
    this.#last.set(exchange, number);
    return String(number);
  }
}

/** More than may be on their way without acknowledgement. */
const keptNames = 1_000;
