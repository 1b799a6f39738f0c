import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { askHttp } from '../processes/ask.ts';
import { told, type Context } from './context.ts';
import type { GivenService } from './plan.ts';
import type { ProcessView } from './status-document.ts';

const lookEveryMs = 100;

/** Resolves when a service that runs already says that it is well. Rejects with StackError when it does not in time. */
export async function awaitGiven(context: Context, { name, url, health }: GivenService): Promise<void> {
  const { readyWithinMs } = context.config;
  await told(
    context,
    name,
    () => url,
    async () => {
      const signal = AbortSignal.timeout(readyWithinMs);
      let reason: string | undefined;
      const isWell = async (): Promise<true | undefined> =>
        (reason = await askHttp(`${url}${health}`)) === undefined ? true : undefined;
      await waitUntil(isWell, { signal, everyMs: lookEveryMs }).catch((thrown: unknown) => {
        if (!signal.aborted) throw thrown;
        throw new StackError(
          `${name} is said to run at ${url}, but ${url}${health} is not well after ${readyWithinMs / 1000} s (${reason}). ` +
            `Start it, or let the lab start it: take its url away.`,
        );
      });
    },
  );
}

export function givenView(answers: boolean): ProcessView {
  return { state: answers ? 'ready' : 'failed', pid: null, restarts: 0 };
}
