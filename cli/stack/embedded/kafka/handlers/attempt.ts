import { toError } from '../../../../lib/errors.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { Broker } from './context.ts';

/** Runs a change of what is on disk; a failing disk becomes the error code for it and a log line. */
export async function attempt(broker: Broker, change: () => void | Promise<void>): Promise<ErrorCode> {
  try {
    await change();
    return errorCode.none;
  } catch (error) {
    broker.report('error', 'storage failed', { error: toError(error).message });
    return errorCode.storageError;
  }
}
