import { UsageError } from '../lib/errors.ts';

/** A file that cannot be used: every problem on a line of its own, each beginning with `file:line:column`. */
export class InvalidFileError extends UsageError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'InvalidFileError';
    this.problems = problems;
  }
}
