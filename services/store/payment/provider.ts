import * as z from 'zod';
import {
  NoAnswerError,
  type Remote,
  remote,
  type RemoteAnswer,
  type RemoteRequest,
} from '../../runtime/http/remote.ts';
import type { Money } from '../../runtime/values/money.ts';
import type { Card } from '../card-seal.ts';
import type { Settled } from './domain.ts';

export interface Charge {
  /** The idempotency key: of all requests with the same, one at most charges. */
  readonly key: string;
  readonly card: Card;
  readonly total: Money;
}

/** `failed`: it may have been charged or not. `not-sent`: it was not, as the request never reached the provider. */
export type ChargeOutcome = Settled | 'failed' | 'not-sent';

/** Whoever takes the money. No answer is an outcome too: only the end of the service rejects. */
export interface Provider {
  charge(charge: Charge): Promise<ChargeOutcome>;
  /** Has the provider say for good what became of the key: nothing is charged by it from then on. Undefined: no answer. */
  settle(key: string): Promise<Settled | undefined>;
}

const settledShape = z.object({ state: z.enum(['charged', 'refused', 'cancelled']) });

/** `payUrl` as T2 has it: `http://.../pay`. When `stopping` is aborted, what waits for an answer rejects. */
export function httpProvider(payUrl: URL, limitMs: number, stopping: AbortSignal): Provider {
  const remotely = remote('The payment provider', payUrl.origin, limitMs);
  const call = (request: RemoteRequest) => answerOf(remotely, request, stopping);
  const path = payUrl.pathname.replace(/\/$/, '');
  return {
    async charge({ key, card, total }) {
      const body = { ...card, total: total.amount };
      const answer = await call({
        method: 'POST',
        path,
        body,
        headers: { 'idempotency-key': key },
      });
      return answer instanceof NoAnswerError ? (wasSent(answer) ? 'failed' : 'not-sent') : outcomeOf(answer);
    },
    async settle(key) {
      const cancel = `${path}/${encodeURIComponent(key)}/cancel`;
      const answer = await call({ method: 'POST', path: cancel });
      if (answer instanceof NoAnswerError || answer.status !== 200) return undefined;
      return settledShape.safeParse(answer.body).data?.state;
    },
  };
}

function outcomeOf({ status }: RemoteAnswer): ChargeOutcome {
  if (status === 200) return 'charged';
  if (status === 402) return 'refused';
  return status === 409 ? 'cancelled' : 'failed';
}

async function answerOf(
  remotely: Remote,
  request: RemoteRequest,
  stopping: AbortSignal,
): Promise<RemoteAnswer | NoAnswerError> {
  try {
    return await remotely({ ...request, signal: stopping });
  } catch (error) {
    stopping.throwIfAborted();
    if (error instanceof NoAnswerError) return error;
    throw error;
  }
}

/** No connection was made. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function wasSent(error: Error): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (neverConnected.has(String((cause as { code?: unknown }).code))) return false;
  }
  return true;
}
