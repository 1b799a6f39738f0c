export const exitCode = {
  pass: 0,
  failed: 1,
  usage: 2,
  stack: 3,
  inconclusive: 4,
  flaky: 5,
  internal: 70,
} as const;

/** An error whose message is meant for the user: it names what is wrong, the value, and the fix. No stack is printed. */
export class UserError extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, exit: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
    this.exitCode = exit;
  }
}

/** Wrong command line or invalid file: exit code 2. */
export class UsageError extends UserError {
  constructor(message: string, options?: ErrorOptions) {
    super('usage', exitCode.usage, message, options);
    this.name = 'UsageError';
  }
}

/** The stack could not start or was lost: exit code 3. */
export class StackError extends UserError {
  constructor(message: string, options?: ErrorOptions) {
    super('stack', exitCode.stack, message, options);
    this.name = 'StackError';
  }
}

/** Any thrown value as an Error, the original kept as its cause. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
