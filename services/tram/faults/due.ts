import type { FaultTiming } from './arming.ts';

/** Whether a fault fires the `call`-th time (from 1) that its seam is reached. `random` is in [0, 1). */
export function isDue(when: FaultTiming, call: number, random: number): boolean {
  switch (when.kind) {
    case 'once':
      return call === 1;
    case 'onCall':
      return call === when.call;
    case 'times':
      return call <= when.times;
    case 'always':
      return true;
    case 'prob':
      return random < when.probability;
  }
}

/**
 * In [0, 1), the same for the same seed, place and call: it needs no state, so that it goes on as it would have after a
 * crash. FNV-1a over the text, then the finaliser of MurmurHash3 (fmix32).
 */
export function chance(seed: number, at: string, call: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed} ${at} ${call}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
