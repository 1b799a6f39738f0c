import type { TopicConfig } from './topic-config.ts';

/** What the topic journal holds. Ids are never used twice, so a folder belongs to one topic for good. */
export type TopicEntry =
  | {
      readonly type: 'created';
      readonly id: number;
      readonly name: string;
      readonly partitions: number;
      readonly config: TopicConfig;
    }
  | { readonly type: 'deleted'; readonly id: number }
  | { readonly type: 'grown'; readonly id: number; readonly partitions: number }
  | { readonly type: 'configured'; readonly id: number; readonly config: TopicConfig }
  | {
      readonly type: 'trimmed';
      readonly id: number;
      readonly partition: number;
      /** First offset that is left. */
      readonly offset: string;
    }
  | { readonly type: 'ids-used'; readonly below: number };
