import { setTimeout as delay } from 'node:timers/promises';
import type { LoadStory } from '../load/load-schema.ts';
import type { Random } from '../load/random.ts';
import { sagasOf } from '../load/sagas.ts';
import type { LoadResult } from './report.ts';

export interface LoadOptions {
  readonly story: LoadStory;
  readonly services: Readonly<Record<string, string>>;
  readonly sagas: number;
  readonly clients: number;
  readonly random: Random;
  /** Called with every body before it is sent. */
  readonly onBody: (json: unknown) => void;
  /** Called once what sagas share is there, before the first begins. */
  readonly onStart: () => void;
  readonly onProgress: (acknowledged: number, failed: number) => void;
  /** Ends the load early. */
  readonly signal: AbortSignal;
}

export interface Load extends LoadResult {
  /** Keys of the sagas that were acknowledged. */
  readonly keys: readonly string[];
}

const requestLimitMs = 5_000;
const pauseAfterFailureMs = 50;

/** Begins sagas over HTTP, so many at a time, until so many were acknowledged. */
export async function drive(options: LoadOptions): Promise<Load> {
  const { story, services, sagas, clients, random, signal, onBody, onStart, onProgress } = options;
  const source = sagasOf({ story, services, random, requestLimitMs, onBody, signal });
  const keys: string[] = [];
  let failed = 0;
  let begun = 0;
  try {
    const sets = Math.ceil(sagas / (story.shared?.sagas ?? sagas));
    for (let made = 0; made < sets; made += 1) await source.share();
    onStart();
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: clients }, beginSagas));
    const ms = Math.round(performance.now() - startedAt);
    return { wanted: sagas, acknowledged: keys.length, failed, ms, keys };
  } finally {
    await source.close();
  }

  async function beginSagas(): Promise<void> {
    while (begun < sagas && !signal.aborted) {
      begun += 1;
      try {
        keys.push((await source.begin()).key);
      } catch {
        failed += 1;
        begun -= 1;
        await delay(pauseAfterFailureMs, undefined, { signal }).catch(() => undefined);
      }
      onProgress(keys.length, failed);
    }
  }
}
