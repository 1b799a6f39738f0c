import type { MessageId } from '../message/message-id.ts';
import type { SagaEnd } from './definition.ts';

export type StepStatus = 'sent' | 'done' | 'skipped' | 'refused' | 'timed-out' | 'undoing' | 'undone';

/** A step, or its compensation, that is under way. */
export interface Tries {
  readonly count: number;
  /** Commands sent and not refused: a success of any of them counts, however late. */
  readonly requests: readonly MessageId[];
  /** The latest command, also when it was refused. */
  readonly last: MessageId | undefined;
  /** Epoch ms. `limit`: the answer must have come; `again`: it is tried again. */
  readonly due?: { readonly atMs: number; readonly what: 'limit' | 'again' } | undefined;
}

export interface SagaInstance<Data = unknown> {
  readonly id: string;
  readonly data: Data;
  /** Index of the step, or group, under way. */
  readonly position: number;
  readonly compensating: boolean;
  readonly end: SagaEnd | undefined;
  /** The latest of all commands sent for it: the next has a greater id, whoever's clock it is made by. */
  readonly lastRequest: MessageId | undefined;
  readonly steps: Readonly<Record<string, StepStatus>>;
  /** By step name. */
  readonly tries: Readonly<Record<string, Tries>>;
}

export function newInstance<Data>(id: string, data: Data): SagaInstance<Data> {
  return {
    id,
    data,
    position: 0,
    compensating: false,
    end: undefined,
    lastRequest: undefined,
    steps: {},
    tries: {},
  };
}

/** When something is to be done without being asked; epoch ms. */
export function dueAtMs({ tries }: SagaInstance): number | undefined {
  const times = Object.values(tries).flatMap(({ due }) => (due ? [due.atMs] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}
