import type { SagaInstance } from '../instance.ts';

/** An instance as it is stored, with what the chain of its messages needs. */
export interface StoredSaga<Data = unknown> {
  readonly instance: SagaInstance<Data>;
  /** Id of the request or message that began it all. */
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** When it was read, by the database's clock; epoch ms. */
  readonly nowMs: number;
}
