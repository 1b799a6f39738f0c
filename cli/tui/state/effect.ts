import type { ExportFormat } from '../../exports/formats.ts';
import type { Scalar } from '../../scenario/scalar.ts';
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
      /** Only those that are not the default. */
      readonly variables: Readonly<Record<string, Scalar>>;
    }
  | { readonly kind: 'stop-run' }
  | {
      readonly kind: 'request';
      readonly service: string;
      readonly method: string;
      readonly path: string;
      /** JSON text; empty where there is none. */
      readonly body: string;
    }
  | { readonly kind: 'control'; readonly verb: ControlVerb; readonly process: string }
  /** A fault as a scenario declares it (where, what, which times), armed until it is disarmed. */
  | { readonly kind: 'arm'; readonly at: string; readonly do: string; readonly when: string }
  /** Takes back every fault that was armed from the screen. */
  | { readonly kind: 'disarm' }
  /** Replay: plays on at so many times the speed, or stands still. */
  | { readonly kind: 'play'; readonly speed: number | null }
  | ExportEffect
  /** Has the terminal report clicks and the wheel, or not. */
  | { readonly kind: 'mouse'; readonly on: boolean };

/** Writes into a file of this format what was seen: all of it, or the chain of this correlation. */
export interface ExportEffect {
  readonly kind: 'export';
  readonly format: ExportFormat;
  readonly chain?: string;
}

export type Outcome =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly text: string };
