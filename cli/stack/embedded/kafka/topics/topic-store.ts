import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '../storage/journal.ts';
import type { Storage } from '../storage/partition-log.ts';
import type { TopicConfig } from './topic-config.ts';
import type { TopicEntry } from './topic-entry.ts';
import { Topic } from './topic.ts';

const compactAboveBytes = 256 * 1024;

/** All topics, held in memory and led by a journal. Changes are written before they take effect, and throw the system's error when they cannot be. */
export class TopicStore {
  readonly #root: string;
  readonly #storage: Storage;
  readonly #journal: Journal<TopicEntry>;
  readonly #byName = new Map<string, Topic>();
  readonly #byId = new Map<number, Topic>();
  #nextId = 1;

  constructor(folder: string, storage: Storage) {
    this.#root = join(folder, 'topics');
    this.#storage = storage;
    mkdirSync(this.#root, { recursive: true });
    this.#journal = new Journal<TopicEntry>({
      ...storage,
      path: join(folder, 'topics.journal'),
      apply: (entry) => this.#apply(entry),
      snapshot: () => this.#snapshot(),
      compactAboveBytes,
    });
    this.#sweep();
  }

  get(name: string): Topic | undefined {
    return this.#byName.get(name);
  }

  all(): readonly Topic[] {
    return [...this.#byName.values()];
  }

  get partitionCount(): number {
    return this.all().reduce((sum, topic) => sum + topic.partitions, 0);
  }

  create(name: string, partitions: number, config: TopicConfig): void {
    this.#journal.appendNow({ type: 'created', id: this.#nextId, name, partitions, config });
  }

  delete(topic: Topic): void {
    this.#journal.appendNow({ type: 'deleted', id: topic.id });
    rmSync(topic.folder, { recursive: true, force: true });
  }

  grow(topic: Topic, partitions: number): void {
    this.#journal.appendNow({ type: 'grown', id: topic.id, partitions });
  }

  configure(topic: Topic, config: TopicConfig): void {
    this.#journal.appendNow({ type: 'configured', id: topic.id, config });
  }

  /** Forgets the records before `offset`. */
  trim(topic: Topic, partition: number, offset: bigint): void {
    this.#journal.appendNow({ type: 'trimmed', id: topic.id, partition, offset: String(offset) });
    topic.log(partition)?.trim(offset);
  }

  /** Removes what is older or more than the topics' retention allows. Throws the system's error. */
  retain(nowMs: number): void {
    for (const topic of this.#byName.values()) {
      const maxMs = topic.number('retention.ms');
      const since = maxMs < 0 ? 0n : BigInt(nowMs - maxMs);
      for (const [partition, log] of topic.logs()) {
        const start = log.startFor(topic.number('retention.bytes'), since);
        if (start !== undefined && start > log.startOffset) this.trim(topic, partition, start);
      }
    }
  }

  close(): void {
    for (const topic of this.#byName.values()) topic.close();
  }

  #apply(entry: TopicEntry): void {
    if (entry.type === 'created') return this.#add(entry);
    if (entry.type === 'ids-used') {
      this.#nextId = Math.max(this.#nextId, entry.below);
      return undefined;
    }
    const topic = this.#byId.get(entry.id);
    if (!topic) return undefined;
    switch (entry.type) {
      case 'deleted':
        this.#byId.delete(topic.id);
        this.#byName.delete(topic.name);
        topic.remove();
        break;
      case 'grown':
        topic.partitions = entry.partitions;
        break;
      case 'configured':
        topic.config = entry.config;
        break;
      case 'trimmed':
        topic.trimmed.set(entry.partition, BigInt(entry.offset));
        break;
    }
    return undefined;
  }

  #add({ id, name, partitions, config }: Extract<TopicEntry, { type: 'created' }>): void {
    const topic = new Topic(id, name, partitions, config, this.#root, this.#storage);
    this.#byId.set(id, topic);
    this.#byName.set(name, topic);
    this.#nextId = Math.max(this.#nextId, id + 1);
  }

  *#snapshot(): Generator<TopicEntry> {
    yield { type: 'ids-used', below: this.#nextId };
    for (const topic of this.#byName.values()) {
      const { id, name, partitions, config } = topic;
      yield { type: 'created', id, name, partitions, config };
      for (const [partition, offset] of topic.trimmed) {
        yield { type: 'trimmed', id, partition, offset: String(offset) };
      }
    }
  }

  /** Folders of topics whose deletion was cut short by a kill. */
  #sweep(): void {
    for (const folder of readdirSync(this.#root)) {
      if (!this.#byId.has(Number(folder))) rmSync(join(this.#root, folder), { recursive: true, force: true });
    }
  }
}
