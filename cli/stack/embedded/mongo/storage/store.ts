import { toError } from '../../../../lib/errors.ts';
import type { Log } from '../log.ts';
import type { Catalog } from './catalog.ts';
import type { Change, Intent, RememberedWrite } from './change.ts';
import type { Clock } from './clock.ts';
import { DataDir } from './data-dir.ts';
import { encodeEntry } from './entry.ts';
import type { History } from './history.ts';
import { Journal } from './journal.ts';
import { recover } from './recovery.ts';
import type { RememberedWrites } from './remembered-writes.ts';
import { entriesOf, writeSnapshot } from './snapshot.ts';

/** Keeps a start below a second: about 20 microseconds an entry. */
const compactAboveBytes = 16 * 1024 * 1024;

/** The one writer: memory, journal and history move together. Every method is synchronous unless it says otherwise. */
export class Store {
  readonly catalog: Catalog;
  readonly remembered: RememberedWrites;
  readonly history: History;
  readonly #clock: Clock;
  readonly #dir: DataDir;
  readonly #log: Log;
  readonly #compactAboveBytes: number;
  #journal: Journal;
  #generation: number;
  #unpublished: Change[] = [];
  #compaction: Promise<void> | undefined;
  #snapshotBytes: number;

  /** Recovers what the folder holds. */
  constructor(path: string, log: Log, compactAbove = compactAboveBytes) {
    this.#dir = new DataDir(path);
    this.#log = log;
    this.#compactAboveBytes = compactAbove;
    const recovered = recover(this.#dir, log);
    this.catalog = recovered.catalog;
    this.remembered = recovered.remembered;
    this.history = recovered.history;
    this.#clock = recovered.clock;
    this.#generation = recovered.generation;
    this.#snapshotBytes = recovered.snapshotBytes;
    this.#journal = this.#openJournal(this.history.lostUpTo);
    this.#compactIfLarge();
  }

  /** Timestamp of the latest change. */
  get lastTs(): bigint {
    return this.#clock.last;
  }

  /** Applies the changes of one statement. They must have been checked: nothing here may fail. */
  commit(intents: readonly Intent[], remembered?: RememberedWrite): void {
    const changes = intents.map((intent): Change => ({
      ...intent,
      ts: this.#clock.next(),
      wallMs: Date.now(),
    }));
    if (changes.length === 0 && remembered === undefined) return;
    for (const change of changes) this.catalog.apply(change);
    if (remembered !== undefined) this.remembered.add(remembered);
    this.#unpublished.push(...changes);
    this.#journal.append(encodeEntry({ changes, remembered }));
    this.#compactIfLarge();
  }

  /** Resolves when all commits so far are in the journal; undefined when they already are. */
  durable(): Promise<void> | undefined {
    return this.#journal.durable();
  }

  /** Writes what is pending and closes the files. */
  async close(): Promise<void> {
    await this.#compaction;
    this.#journal.close();
  }

  /** `base`: the changes up to this timestamp are in earlier files, if anywhere. */
  #openJournal(base: bigint): Journal {
    const journal = new Journal(this.#dir.journalPath(this.#generation), () => {
      const published = this.#unpublished;
      this.#unpublished = [];
      this.history.add(published);
    });
    if (journal.size === 0) journal.append(encodeEntry({ changes: [], base }));
    return journal;
  }

  #compactIfLarge(): void {
    if (this.#compaction !== undefined) return;
    if (this.#journal.size < Math.max(this.#compactAboveBytes, 2 * this.#snapshotBytes)) return;
    this.#compaction = this.#compact()
      .catch((thrown: unknown) => this.#log('compaction failed', { error: toError(thrown).message }))
      .finally(() => (this.#compaction = undefined));
  }

  /** Begins the next generation at once; its snapshot is written while service goes on. */
  async #compact(): Promise<void> {
    this.#journal.close();
    this.#generation += 1;
    this.#journal = this.#openJournal(this.#clock.last);
    const entries = entriesOf(this.catalog, this.remembered.all(), this.#clock.last);
    this.#snapshotBytes = await writeSnapshot(this.#dir.snapshotPath(this.#generation), entries);
    this.#dir.forgetBefore(this.#generation);
  }
}
