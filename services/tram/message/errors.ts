/** Handling this message again cannot end otherwise: it is parked at once, without retries. Handlers may throw it too. */
export class UnprocessableMessageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnprocessableMessageError';
  }
}

/** The record is no message of ours: not JSON, or a part that every message has is missing. */
export class MalformedMessageError extends UnprocessableMessageError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MalformedMessageError';
  }
}

/** Any thrown value as an Error, the original kept as its cause. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
