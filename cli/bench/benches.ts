import type { Bench } from './bench.ts';
import { growth } from './relay/growth.ts';
import { relay } from './relay/relay.ts';
import { memory } from './saga/memory.ts';
import { probes } from './saga/probes.ts';
import { saga } from './saga/saga.ts';

/** What can be measured of a lab, in the order it is done: memory first, while the lab is as it started. */
export const benches = { memory, saga, probes, relay, growth } as const satisfies Record<string, Bench>;

export type BenchName = keyof typeof benches;

export const benchNames = Object.keys(benches) as readonly BenchName[];
