import { failureKind } from './failure-kind.ts';

const tries = 6;

/** Tries `work` again at once when two transactions met, as one of them has ended by then; after 6 tries the error is thrown. */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (failureKind(error) !== 'conflict' || attempt === tries) throw error;
    }
  }
}
