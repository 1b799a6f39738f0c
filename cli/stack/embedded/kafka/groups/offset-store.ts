import { join } from 'node:path';
import { Journal } from '../storage/journal.ts';
import type { Storage } from '../storage/partition-log.ts';

export interface Committed {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly metadata: string | null;
}

type Row = readonly [topic: string, partition: number, offset: string, metadata: string | null];

type OffsetEntry =
  | { readonly type: 'committed'; readonly group: string; readonly rows: readonly Row[] }
  | { readonly type: 'deleted'; readonly group: string; readonly topic: string; readonly partition: number }
  | { readonly type: 'group-deleted'; readonly group: string }
  | { readonly type: 'topic-deleted'; readonly topic: string };

const compactAboveBytes = 1024 * 1024;
const rowsPerEntry = 1000;

/** The committed offsets of all groups. A change is visible, and its promise resolves, once it is written. */
export class OffsetStore {
  readonly #journal: Journal<OffsetEntry>;
  /** Group -> topic and partition -> offset. */
  readonly #groups = new Map<string, Map<string, Committed>>();

  constructor(folder: string, storage: Storage) {
    this.#journal = new Journal<OffsetEntry>({
      ...storage,
      path: join(folder, 'offsets.journal'),
      apply: (entry) => this.#apply(entry),
      snapshot: () => this.#snapshot(),
      compactAboveBytes,
    });
  }

  groups(): readonly string[] {
    return [...this.#groups.keys()];
  }

  of(group: string): readonly Committed[] {
    return [...(this.#groups.get(group)?.values() ?? [])];
  }

  get(group: string, topic: string, partition: number): Committed | undefined {
    return this.#groups.get(group)?.get(keyOf(topic, partition));
  }

  commit(group: string, offsets: readonly Committed[]): Promise<void> {
    if (offsets.length === 0) return Promise.resolve();
    return this.#journal.append({ type: 'committed', group, rows: offsets.map(rowOf) });
  }

  delete(group: string, topic: string, partition: number): Promise<void> {
    return this.#journal.append({ type: 'deleted', group, topic, partition });
  }

  deleteGroup(group: string): Promise<void> {
    return this.#journal.append({ type: 'group-deleted', group });
  }

  /** A topic made later under the same name must not inherit offsets. */
  async deleteTopic(topic: string): Promise<void> {
    const used = [...this.#groups.values()].some((rows) => [...rows.values()].some((r) => r.topic === topic));
    if (used) await this.#journal.append({ type: 'topic-deleted', topic });
  }

  /** Topics that have an offset. */
  topics(): ReadonlySet<string> {
    return new Set([...this.#groups.values()].flatMap((rows) => [...rows.values()].map((row) => row.topic)));
  }

  #apply(entry: OffsetEntry): void {
    switch (entry.type) {
      case 'committed': {
        const rows = this.#groups.get(entry.group) ?? new Map<string, Committed>();
        this.#groups.set(entry.group, rows);
        for (const [topic, partition, offset, metadata] of entry.rows) {
          rows.set(keyOf(topic, partition), { topic, partition, offset: BigInt(offset), metadata });
        }
        break;
      }
      case 'deleted':
        this.#drop(entry.group, (row) => row.topic === entry.topic && row.partition === entry.partition);
        break;
      case 'group-deleted':
        this.#groups.delete(entry.group);
        break;
      case 'topic-deleted':
        for (const group of this.#groups.keys()) this.#drop(group, (row) => row.topic === entry.topic);
        break;
    }
  }

  #drop(group: string, matches: (row: Committed) => boolean): void {
    const rows = this.#groups.get(group);
    if (!rows) return;
    for (const [key, row] of rows) if (matches(row)) rows.delete(key);
    if (rows.size === 0) this.#groups.delete(group);
  }

  *#snapshot(): Generator<OffsetEntry> {
    for (const [group, offsets] of this.#groups) {
      const rows = [...offsets.values()].map(rowOf);
      for (let i = 0; i < rows.length; i += rowsPerEntry) {
        yield { type: 'committed', group, rows: rows.slice(i, i + rowsPerEntry) };
      }
    }
  }
}

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;
const rowOf = ({ topic, partition, offset, metadata }: Committed): Row => [
  topic,
  partition,
  String(offset),
  metadata,
];
