import type { DatabaseProposal } from './propose-database.ts';

/** What is known of a system before its file is written. */
export interface SystemDraft {
  readonly name: string;
  readonly services: readonly DraftService[];
  readonly databases: readonly DraftDatabase[];
  readonly topics: readonly DraftTopic[];
}

export interface DraftService {
  readonly name: string;
  readonly command: readonly string[];
  readonly port: number;
  /** Path at which it says that it is well. */
  readonly health: string;
}

export interface DraftDatabase {
  readonly name: string;
  readonly kind: 'postgres' | 'mongodb';
  /** Whose it is. */
  readonly service: string;
  /** Who else gets its URL. */
  readonly users: readonly string[];
  /** What its catalogue makes likely; undefined where it was not read. */
  readonly proposal: DatabaseProposal | undefined;
}

export interface DraftTopic {
  readonly name: string;
  readonly partitions: number;
}
