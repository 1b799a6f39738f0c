import type { ControlVerb } from '../../stack/lab.ts';

/** What the screen asks the world to do; the session does it and tells what came of it by an event. */
export type Effect =
  | { readonly kind: 'quit' }
  /** Puts text into the user's clipboard. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Looks at the timeline as it was after so many moments; null is live. */
  | { readonly kind: 'seek'; readonly at: number | null }
  | {
      readonly kind: 'run';
      readonly scenario: string;
      readonly variables: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'stop-run' }
  | {
      readonly kind: 'request';
      readonly service: string;
      readonly method: string;
      readonly path: string;
      readonly body: string;
    }
  | { readonly kind: 'control'; readonly verb: ControlVerb; readonly process: string }
  /** A fault as a scenario declares it: where, what, which times. */
  | { readonly kind: 'arm'; readonly at: string; readonly do: string; readonly when: string }
  /** Replay: plays on at so many times the speed, or stands still. */
  | { readonly kind: 'play'; readonly speed: number | null };

export type Outcome =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly text: string };
