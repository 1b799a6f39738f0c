import type { Emit, Probe } from '../probe.ts';
import { NoChangeStreams } from './change-feed.ts';
import { followViews } from './follow-views.ts';
import type { ViewsProbeOptions } from './options.ts';
import { pollViews } from './poll-views.ts';

/** Watches the collections of one database, from now: by a change stream, and where the server has none, by polling. */
export async function startViewsProbe(options: ViewsProbeOptions, emit: Emit): Promise<Probe> {
  try {
    return await followViews(options, emit);
  } catch (thrown) {
    if (!(thrown instanceof NoChangeStreams)) throw thrown;
    return pollViews(options, emit, thrown.message);
  }
}
