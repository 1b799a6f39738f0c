import type { MessageId } from '../message/message-id.ts';
import type { LocalWork } from './definition.ts';
import type { SagaInstance } from './instance.ts';

/** What happened to a saga. */
export type SagaEvent<Data> =
  | { readonly kind: 'started' }
  /** The payload as the reply's schema reads it. */
  | { readonly kind: 'reply'; readonly request: string; readonly type: string; readonly payload: unknown }
  /** `data`: as they are from now on, undefined where nothing changed. */
  | { readonly kind: 'worked'; readonly step: string; readonly data: Data | undefined }
  | { readonly kind: 'refused'; readonly step: string }
  /** Some time has passed: what is due by now is done. */
  | { readonly kind: 'time' };

/** What is to be done in the transaction that stores the instance. */
export type Todo<Data> =
  | { readonly kind: 'local'; readonly step: string; readonly run: LocalWork<Data>['run'] }
  | {
      readonly kind: 'send';
      readonly request: MessageId;
      /** Name of the step, `undo <step>` for its compensation. */
      readonly step: string;
      readonly channel: string;
      readonly command: string;
      readonly payload: unknown;
      readonly resource: string | undefined;
      /** The command whose time ran out, or which was refused a while ago, where that is why. */
      readonly because: MessageId | undefined;
    };

export interface Transition<Data> {
  readonly instance: SagaInstance<Data>;
  readonly todo: readonly Todo<Data>[];
}

/** All that the interpreter takes from the world. */
export interface Surroundings {
  /** Epoch ms. */
  readonly nowMs: number;
  /** Makes an id that is greater than `after`, where there is one. */
  readonly newId: (after: MessageId | undefined) => MessageId;
}
