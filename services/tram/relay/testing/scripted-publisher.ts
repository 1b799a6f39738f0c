import type { Publisher, RecordToSend, SentRecord } from '../../broker/broker.ts';

/** A broker under the test's control: what is published to it, and when it answers. */
export class ScriptedBroker {
  readonly #idOf: (record: RecordToSend) => string;
  /** Confirmed, in order. */
  readonly records: RecordToSend[] = [];
  /** Every call, confirmed or not. */
  calls = 0;
  opened = 0;
  #gate: Promise<void> = Promise.resolve();
  #open: () => void = () => undefined;
  #away = false;

  constructor(idOf: (record: RecordToSend) => string) {
    this.#idOf = idOf;
  }

  /** Calls wait from now on; the records are neither confirmed nor refused. */
  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  release(): void {
    this.#open();
  }

  /** Calls fail from now on, also those that are held. */
  goAway(): void {
    this.#away = true;
    this.release();
  }

  comeBack(): void {
    this.#away = false;
  }

  open = async (): Promise<Publisher> => {
    this.opened += 1;
    return { publish: (records) => this.#publish(records), close: async () => undefined };
  };

  async #publish(records: readonly RecordToSend[]): Promise<readonly SentRecord[]> {
    this.calls += 1;
    await this.#gate;
    if (this.#away) throw new Error('The broker is away');
    const from = this.records.length;
    this.records.push(...records);
    return records.map(({ topic }, index) => ({ topic, partition: 0, offset: String(from + index) }));
  }

  /** Message ids in the order confirmed. */
  get ids(): string[] {
    return this.records.map(this.#idOf);
  }
}
