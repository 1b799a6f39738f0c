import type { MessageId } from '../message/message-id.ts';
import type { Step } from './definition.ts';
import type { Tries } from './instance.ts';
import type { Surroundings } from './transition.ts';
import { backoffMs, limitMs } from './waits.ts';

/** As many late answers are still waited for as commands of one step; older ones are forgotten. */
const rememberedRequests = 20;

export const untried: Tries = { count: 0, requests: [], last: undefined };

/** Local work is done once more: no answer is waited for. */
export function locally(tries: Tries): Tries {
  return { ...tries, count: tries.count + 1, due: undefined };
}

/** One more command is sent, whose answer must come within the step's limit. */
export function withRequest<Data>(
  step: Step<Data>,
  tries: Tries,
  request: MessageId,
  world: Surroundings,
): Tries {
  const count = tries.count + 1;
  const limit = limitMs(step, count);
  return {
    count,
    requests: [...tries.requests, request].slice(-rememberedRequests),
    last: request,
    due: limit === undefined ? undefined : { atMs: world.nowMs + limit, what: 'limit' },
  };
}

/** It is tried again when the step's backoff has passed. */
export function dueAgain<Data>(step: Step<Data>, tries: Tries, { nowMs }: Surroundings): Tries {
  return { ...tries, due: { atMs: nowMs + backoffMs(step, tries.count), what: 'again' } };
}

/** The answer to that command is waited for no longer. */
export function withoutRequest(tries: Tries, request: string): Tries {
  return { ...tries, requests: tries.requests.filter((each) => each !== request) };
}
