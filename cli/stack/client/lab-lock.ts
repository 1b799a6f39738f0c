import { mkdir } from 'node:fs/promises';
import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { isTimeout, withLimit } from '../../lib/with-limit.ts';
import type { LabFiles } from '../lab-files.ts';
import { tryLock, type Lock } from '../processes/lock.ts';

const limitMs = 120_000;

/** Waits for its turn to start, clean or purge a lab; `onWait` is called once if it has to. */
export async function lockLab(files: LabFiles, signal: AbortSignal, onWait: () => void): Promise<Lock> {
  let waited = false;
  const attempt = async (): Promise<Lock | undefined> => {
    // Each time: whoever held the lock before may have purged the lab.
    await mkdir(files.folder, { recursive: true });
    const lock = await tryLock(files.lock);
    if (lock === undefined && !waited) onWait();
    waited = true;
    return lock;
  };
  try {
    return await withLimit(signal, limitMs, (limit) => waitUntil(attempt, { signal: limit, everyMs: 50 }));
  } catch (thrown) {
    if (isTimeout(thrown))
      throw new StackError(
        `Another saga-lab has been starting this lab for ${limitMs / 1000} s (${files.lock}).`,
      );
    throw thrown;
  }
}
