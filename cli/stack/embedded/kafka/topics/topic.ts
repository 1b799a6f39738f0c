import { join } from 'node:path';
import { PartitionLog, type Storage } from '../storage/partition-log.ts';
import { settingOf, type SettingName, type TopicConfig } from './topic-config.ts';

/** One topic: its settings, and a log per partition that is opened when it is first used. */
export class Topic {
  readonly id: number;
  readonly name: string;
  readonly folder: string;
  readonly #storage: Storage;
  readonly #logs = new Map<number, PartitionLog>();
  /** First offset that is left, by partition. */
  readonly trimmed = new Map<number, bigint>();
  partitions: number;
  config: TopicConfig;

  constructor(
    id: number,
    name: string,
    partitions: number,
    config: TopicConfig,
    root: string,
    storage: Storage,
  ) {
    this.id = id;
    this.name = name;
    this.folder = join(root, String(id));
    this.partitions = partitions;
    this.config = config;
    this.#storage = storage;
  }

  log(partition: number): PartitionLog | undefined {
    if (partition < 0 || partition >= this.partitions) return undefined;
    const known = this.#logs.get(partition);
    if (known) return known;
    const folder = join(this.folder, String(partition));
    const trimmedTo = this.trimmed.get(partition) ?? 0n;
    const log = new PartitionLog(folder, this.#storage, trimmedTo, () => this.number('segment.bytes'));
    this.#logs.set(partition, log);
    return log;
  }

  /** The logs used so far. */
  logs(): ReadonlyMap<number, PartitionLog> {
    return this.#logs;
  }

  number(setting: SettingName): number {
    return Number(settingOf(this.config, setting));
  }

  remove(): void {
    for (const log of this.#logs.values()) log.remove();
  }

  close(): void {
    for (const log of this.#logs.values()) log.close();
  }
}
