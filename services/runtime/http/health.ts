import { Problem } from './problem.ts';

const checkLimitMs = 1_000;

/** Whether this process serves: all parts started (consumers subscribed too), none stopping, and its database answers. */
export class Health {
  readonly #check: () => Promise<unknown>;
  readonly #stopping: () => boolean;
  #ready = false;

  /** `check` rejects when the database does not answer. */
  constructor(check: () => Promise<unknown>, stopping: () => boolean) {
    this.#check = check;
    this.#stopping = stopping;
  }

  ready(): void {
    this.#ready = true;
  }

  /** Throws Problem 503 when not up. */
  async report(): Promise<{ readonly status: 'UP' }> {
    if (this.#stopping()) throw new Problem(503, 'The service is stopping');
    if (!this.#ready) throw new Problem(503, 'The service is starting');
    await withinLimit(this.#check());
    return { status: 'UP' };
  }
}

async function withinLimit(check: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${checkLimitMs} ms`)), checkLimitMs);
  });
  try {
    await Promise.race([check, limit]);
  } catch (error) {
    throw new Problem(503, `The database: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}
