import type { Effect, Outcome } from '../state/effect.ts';
import type { Look } from '../state/look.ts';

/** What the screen looks at and acts upon: a lab that is watched, or a recording. */
export interface Session {
  /** Everything up to the moment that was sought last; the present where none was. */
  look(): Look;
  /** Does what it can; undefined where there is nothing to tell. Never rejects. */
  perform(effect: Effect): Promise<Outcome | undefined>;
  /** Calls back after every change of what there is to see, until what it returns is called. */
  onChange(listener: () => void): () => void;
  /** Calls back with what happened that nobody asked for just now: the lab was lost, a run came to its end. */
  onNews(listener: (news: Outcome) => void): () => void;
  /** Resolves when nothing runs any more. What is still coming up is given up. */
  close(): Promise<void>;
}
