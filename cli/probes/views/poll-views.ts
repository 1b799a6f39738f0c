import type { Emit, Probe } from '../probe.ts';
import type { ViewsProbeOptions } from './options.ts';
import { openPolledFeed } from './polled-feed.ts';

/**
 * Watches the collections of one database by reading them again and again, from now. Of each document the latest state
 * is seen; what it was between two looks is not, and neither is when it became so.
 */
export async function pollViews(options: ViewsProbeOptions, emit: Emit, why: string): Promise<Probe> {
  const { database, url, collections } = options;
  const name = `views ${database}`;
  const feed = await openPolledFeed({
    url,
    collections,
    onChange: (change) => emit({ kind: 'document', database, ...change }),
    onLost: ({ message }) => emit({ kind: 'probe', probe: name, state: 'gap', detail: message }),
  });
  const detail = `${why}: documents are read again and again, and what they were in between is not seen`;
  emit({ kind: 'probe', probe: name, state: 'polling', detail });

  return {
    name,
    caughtUp: (signal) => feed.lookAgain(signal),
    stop: () => feed.stop(),
  };
}
