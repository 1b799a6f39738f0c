import type { Hop } from '../model/hop.ts';
import { columnsOf } from './columns.ts';
import { rowsOf, type DraftRow } from './rows.ts';

/** A chain as a sequence diagram: who takes part, from left to right, and what happened, from top to bottom. */
export interface Sequence {
  readonly participants: readonly Participant[];
  readonly rows: readonly SequenceRow[];
}

export interface Participant {
  readonly name: string;
  readonly role: Role;
}

export type Role = 'client' | 'service' | 'database' | 'relay' | 'topic' | 'view';

/** `hops` are ids of the hops that a row stands for: one, or all of a commit. Places are indexes of participants. */
export type SequenceRow =
  | {
      readonly kind: 'message';
      readonly from: number;
      readonly to: number;
      readonly line: MessageLine;
      readonly text: string;
      readonly hops: readonly string[];
    }
  | {
      readonly kind: 'note';
      readonly over: number;
      readonly tone: NoteTone;
      readonly text: string;
      readonly hops: readonly string[];
    }
  | { readonly kind: 'heading'; readonly text: string };

/** Dashed where it had no effect, lost where it came to an error; a reply is drawn dashed too, one that refuses in the colour of what went wrong. */
export type MessageLine = 'solid' | 'dashed' | 'lost' | 'reply' | 'refusal';
export type NoteTone = 'state' | 'fault' | 'missing';

export interface Story {
  /** Printed above its rows, where several stories share a diagram. */
  readonly heading?: string;
  readonly chain: readonly Hop[];
}

/** In the order of the chain: a cause above what it caused, whatever the clocks say. */
export function sequenceOf(stories: readonly Story[]): Sequence {
  const drafts = stories.flatMap(({ heading, chain }): DraftRow[] => [
    ...(heading === undefined ? [] : [{ kind: 'heading' as const, text: heading }]),
    ...rowsOf(chain),
  ]);
  const participants = columnsOf(drafts);
  const places = new Map(participants.map(({ role, name }, index) => [`${role}:${name}`, index]));
  const place = ({ role, name }: Participant) => places.get(`${role}:${name}`) ?? 0;
  return {
    participants,
    rows: drafts.map((row): SequenceRow => {
      if (row.kind === 'message') return { ...row, from: place(row.from), to: place(row.to) };
      return row.kind === 'note' ? { ...row, over: place(row.over) } : row;
    }),
  };
}
