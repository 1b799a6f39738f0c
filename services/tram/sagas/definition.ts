import type * as z from 'zod';
import type { CommandDefinitions, CommandOf } from '../commands/definitions.ts';
import type { ReplyDefinitions } from '../commands/reply.ts';
import type { Transaction } from '../postgres/transaction.ts';

/** What a step is told besides the data. */
export interface StepContext {
  readonly sagaId: string;
  readonly tx: Transaction;
}

/** Work in the orchestrator's own database, in the transaction that moves the saga on. */
export interface LocalWork<Data> {
  readonly kind: 'local';
  /**
   * Resolves with the saga's data as they are from now on, undefined where nothing changes. `StepRefused` is the business's
   * refusal, on which the saga compensates; any other error is a fault, and has the reply or the start tried again.
   */
  readonly run: (data: Data, context: StepContext) => Promise<Data | undefined | void>;
}

/** A command to a participant, and what its replies mean for the saga's data. */
export interface ParticipantWork<Data> {
  readonly kind: 'participant';
  readonly channel: string;
  readonly command: string;
  /** Reply types that count; each outcome is as its definition says. */
  readonly replies: ReplyDefinitions;
  readonly payload: (data: Data, sagaId: string) => unknown;
  /** Header `command_resource`: what the command is about, `/customers/7`. */
  readonly resource?: (data: Data, sagaId: string) => string;
  readonly onReply: Readonly<Record<string, (data: Data, payload: never) => Data>>;
}

export type Work<Data> = LocalWork<Data> | ParticipantWork<Data>;

/**
 * `compensate` also undoes this step, of which nobody knows whether it was done; `retry` asks again, and gives each try twice
 * as long as the one before, up to ten times `afterMs`; `fail` leaves the saga to people. A compensation whose time is up is asked for again, whatever stands here.
 */
export type AfterTimeout = 'compensate' | 'retry' | 'fail';

export interface Timeout {
  readonly afterMs: number;
  readonly then: AfterTimeout;
}

/** Waits before the next try of a step, or compensation, that was refused: doubling from `firstMs` to `maxMs`. Default: 200 ms to 30 s. */
export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * One line of the pattern book's table. `compensatable` steps are undone, the last first, when a later step is refused; after
 * the `pivot` there is no way back; `retriable` steps follow it, and are tried until they succeed.
 */
export interface Step<Data> {
  readonly name: string;
  readonly kind: 'compensatable' | 'pivot' | 'retriable';
  /** None where what it undoes was done before the saga began. */
  readonly action?: Work<Data>;
  readonly compensation?: Work<Data>;
  /** The step, and its compensation, are passed over where this is false when its turn comes. */
  readonly when?: (data: Data) => boolean;
  readonly timeout?: Timeout;
  readonly backoff?: Backoff;
}

/** Steps under way at the same time; the saga goes on when all have answered. Undone together too. */
export interface ParallelSteps<Data> {
  readonly name: string;
  readonly kind: 'parallel';
  readonly steps: readonly Step<Data>[];
}

export type SagaStep<Data> = Step<Data> | ParallelSteps<Data>;

export interface SagaDefinition<Data> {
  /** Header `command_saga_type`. Its replies come by `<type>-reply`, to the consumer `<type>-consumer`. */
  readonly type: string;
  /** How the data are read from the instance's row. */
  readonly data: z.ZodType<Data>;
  readonly steps: readonly SagaStep<Data>[];
  /** In the transaction that ends the saga. */
  readonly onEnd?: (end: SagaEnd, data: Data, context: StepContext) => Promise<void>;
}

/** How a saga can end: all steps done; all that was done undone; or stuck, for people to look at. */
export type SagaEnd = 'COMPLETED' | 'COMPENSATED' | 'FAILED';

/** What a reply type's handler gets: the saga's data, and the payload as the reply's schema reads it. */
type ReplyHandlers<Data, R extends ReplyDefinitions> = {
  readonly [T in keyof R & string]?: (data: Data, payload: z.output<R[T]['schema']>) => Data;
};

/** The words in which steps are written: `const { step, command, local } = sagaOf<OrderData>()`. */
export function sagaOf<Data>() {
  return {
    step: (name: string, rest: Omit<Step<Data>, 'name' | 'kind'>): Step<Data> => ({
      name,
      kind: 'compensatable',
      ...rest,
    }),
    pivot: (name: string, rest: Omit<Step<Data>, 'name' | 'kind'>): Step<Data> => ({
      name,
      kind: 'pivot',
      ...rest,
    }),
    retriable: (name: string, rest: Omit<Step<Data>, 'name' | 'kind'>): Step<Data> => ({
      name,
      kind: 'retriable',
      ...rest,
    }),
    parallel: (name: string, steps: readonly Step<Data>[]): ParallelSteps<Data> => ({
      name,
      kind: 'parallel',
      steps,
    }),
    local: (run: LocalWork<Data>['run']): LocalWork<Data> => ({ kind: 'local', run }),
    command: <D extends CommandDefinitions, T extends CommandOf<D>['type'], R extends ReplyDefinitions>(
      { channel }: D,
      type: T,
      rest: {
        readonly payload: (
          data: Data,
          sagaId: string,
        ) => Extract<CommandOf<D>, { readonly type: T }>['payload'];
        readonly resource?: (data: Data, sagaId: string) => string;
        readonly replies: R;
        readonly onReply?: ReplyHandlers<Data, R>;
      },
    ): ParticipantWork<Data> => ({
      kind: 'participant',
      channel,
      command: type,
      ...rest,
      onReply: (rest.onReply ?? {}) as ParticipantWork<Data>['onReply'],
    }),
  };
}
