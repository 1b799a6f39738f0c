import { join } from 'node:path';
import { Journal } from '../storage/journal.ts';
import type { Storage } from '../storage/partition-log.ts';

/** Ids are taken from the disk in blocks, so that handing one out costs no write; a kill wastes the rest of a block. */
const blockSize = 1000;
const compactAboveBytes = 64 * 1024;

/** Hands out producer ids, none of them twice. */
export class ProducerIds {
  readonly #journal: Journal<{ readonly below: number }>;
  #next = 0;
  #reservedBelow = 0;

  constructor(folder: string, storage: Storage) {
    this.#journal = new Journal({
      ...storage,
      path: join(folder, 'producer-ids.journal'),
      apply: ({ below }) => {
        this.#reservedBelow = below;
      },
      snapshot: () => [{ below: this.#reservedBelow }],
      compactAboveBytes,
    });
    this.#next = this.#reservedBelow;
  }

  /** Throws the system's error when a block cannot be reserved. */
  next(): bigint {
    if (this.#next === this.#reservedBelow) this.#journal.appendNow({ below: this.#next + blockSize });
    return BigInt(this.#next++);
  }
}
