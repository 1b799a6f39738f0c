import { epochMs } from '../lib/epoch.ts';
import type { Observation } from '../model/observation.ts';
import type { Emit } from './probe.ts';

/** Numbers and dates what the probes emit, so that all of them together are one ordered stream. */
export function collector(observe: (observation: Observation) => void, seqBefore = 0): Emit {
  let seq = seqBefore;
  return (fact, sourceMs) => {
    seq += 1;
    const seenMs = epochMs();
    observe({ ...fact, seq, seenMs, ...(sourceMs === undefined ? {} : { sourceMs }) });
  };
}
