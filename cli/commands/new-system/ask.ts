import { createInterface } from 'node:readline';
import { abortable } from '../../lib/abortable.ts';
import { UsageError } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';

/** Asks one question after another, on stderr: stdout is for the result. */
export interface Asking {
  /** An empty answer is `usual`. What `read` refuses is told, and asked again. */
  ask<T>(question: string, usual: string, read: (answer: string) => T): Promise<T>;
  close(): void;
}

export function askOn({
  stdin,
  stderr,
  signal,
}: Pick<CommandContext, 'stdin' | 'stderr' | 'signal'>): Asking {
  const reader = createInterface({ input: stdin });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question, usual, read) {
      for (;;) {
        stderr.write(`${question}${usual === '' ? '' : ` (${usual})`}: `);
        const line = await abortable(lines.next(), signal);
        if (line.done === true)
          throw new UsageError('The answers ended before the questions did; nothing was written.');
        try {
          return read(line.value.trim() || usual);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          stderr.write(`  ${error.message}\n`);
        }
      }
    },
    close: () => reader.close(),
  };
}
