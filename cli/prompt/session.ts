import { exitCode, UserError } from '../lib/errors.ts';

/** What a server said to one statement. */
export interface Answer {
  /** For people; ends with a line end unless it is empty. */
  text(): string;
  /** For `--json`. */
  value(): unknown;
  /** RFC 4180, for `--csv`. */
  csv(): string;
}

/** An open, read-only connection that answers one statement after another. */
export interface Session {
  /** Rejects with RefusedError when the server refuses it, with StackError when the server is lost. */
  run(statement: string): Promise<Answer>;
  /** Has the server end the statement that runs; harmless when none does. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** Whole statements, and what was begun but is not complete. */
export interface Split {
  readonly complete: readonly string[];
  /** Empty when nothing was begun. */
  readonly rest: string;
}

/** How a session is typed to. */
export interface Language {
  /** Before a new statement. */
  readonly prompt: string;
  /** Before the next line of one that was begun. */
  readonly more: string;
  readonly greeting: string;
  split(text: string): Split;
  isQuit(statement: string): boolean;
}

/** A statement was refused: what the server says of it, and what helps. The session goes on. */
export class RefusedError extends UserError {
  constructor(message: string, options?: ErrorOptions) {
    super('refused', exitCode.failed, message, options);
    this.name = 'RefusedError';
  }
}
