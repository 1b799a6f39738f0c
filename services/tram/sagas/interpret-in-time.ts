import { messageIdAfter } from '../message/message-id.ts';
import { selectNowMs } from '../postgres/now-ms.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { SagaDefinition } from './definition.ts';
import type { SagaInstance } from './instance.ts';
import { interpret } from './interpret.ts';
import type { SagaEvent, Transition } from './transition.ts';

/** Epoch ms by the database's clock; undefined: nobody has asked for it. */
export interface DatabaseClock {
  nowMs: number | undefined;
}

/** What the interpreter throws that looks at a clock which nobody has asked. */
class TimeIsNeeded extends Error {}

/** Interprets; the database is asked for its time only where that matters, which a step without a limit does not. */
export async function interpretInTime<Data>(
  tx: Transaction,
  clock: DatabaseClock,
  ...[definition, instance, event]: [SagaDefinition<Data>, SagaInstance<Data>, SagaEvent<Data>]
): Promise<Transition<Data>> {
  const surroundings = {
    get nowMs() {
      if (clock.nowMs === undefined) throw new TimeIsNeeded();
      return clock.nowMs;
    },
    newId: messageIdAfter,
  };
  try {
    return interpret(definition, instance, event, surroundings);
  } catch (error) {
    if (!(error instanceof TimeIsNeeded)) throw error;
  }
  clock.nowMs = await selectNowMs(tx);
  // Once more from the beginning: nothing has come of the first time.
  return interpret(definition, instance, event, surroundings);
}
