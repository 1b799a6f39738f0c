import { toError, UnprocessableMessageError } from '../../message/errors.ts';
import type { BrokerRecord, DeadLetterPolicy } from '../broker.ts';

/** Why a record is set aside. */
export interface Verdict {
  readonly reason: 'unprocessable' | 'failed';
  readonly error: string;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly firstSeenMs: number;
}

/** Counts how often records rejected; RabbitMQ only says whether a message was delivered before. A restart begins anew. */
export interface FailedAttempts {
  /** Undefined: it may be tried again. */
  failed(record: BrokerRecord, error: unknown): Verdict | undefined;
  forget(record: BrokerRecord): void;
}

export function failedAttempts(policy: DeadLetterPolicy, nowMs: () => number): FailedAttempts {
  const known = new Map<string, { attempts: number; readonly firstSeenMs: number }>();
  return {
    failed(record, error) {
      const place = placeOf(record);
      const seen = known.get(place) ?? { attempts: 0, firstSeenMs: nowMs() };
      known.set(place, seen);
      seen.attempts += 1;
      const unprocessable = error instanceof UnprocessableMessageError;
      if (!unprocessable && seen.attempts < policy.attempts) return undefined;
      return { reason: unprocessable ? 'unprocessable' : 'failed', error: toError(error).message, ...seen };
    },
    forget: (record) => void known.delete(placeOf(record)),
  };
}

function placeOf({ topic, offset }: BrokerRecord): string {
  return `${topic}@${offset}`;
}
