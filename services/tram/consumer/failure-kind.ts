import { UnprocessableMessageError } from '../message/errors.ts';

/**
 * Whose fault a failure is. `outage`: the store's, any message would fail. `conflict`: nobody's, two transactions met.
 * `unprocessable`: the message's, for good. `failed`: cannot be told.
 */
export type FailureKind = 'outage' | 'conflict' | 'unprocessable' | 'failed';

export function failureKind(error: unknown): FailureKind {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UnprocessableMessageError) return 'unprocessable';
    const code = codeOf(cause);
    if (conflictStates.has(code)) return 'conflict';
    if (outageStates.test(code) || outageNames.has(cause.name) || outageMessages.test(cause.message)) {
      return 'outage';
    }
  }
  return 'failed';
}

/** serialization_failure, deadlock_detected. */
const conflictStates = new Set(['40001', '40P01']);

/**
 * SQLSTATE classes 08 (connection), 53 (insufficient resources), 58 (system error), 57P (server shut down or starting)
 * and 25006 (a standby), then Node's network errors.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const outageStates =
  /^(?:08...|53...|58...|57P0[1-5]|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

const outageNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
]);

/** pg and pg-pool raise these without a code. */
const outageMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
