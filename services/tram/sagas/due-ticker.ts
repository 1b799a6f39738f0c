import type pg from 'pg';
import { toError } from '../message/errors.ts';
import type { Log } from '../observe/log.ts';
import type { SagaDefinition } from './definition.ts';
import { takeDue } from './take-due.ts';

export interface DueTickerOptions {
  readonly pool: pg.Pool;
  readonly definitions: ReadonlyMap<string, SagaDefinition<unknown>>;
  readonly log: Log;
}

export interface DueTicker {
  /** Waits for the saga that it is at. */
  stop(): Promise<void>;
}

/** Due times are in the table: however many processes look, and however long none did, each strikes once. */
const lookEveryMs = 200;

/** A saga whose turn ended in an error is left alone for so long: it must not keep the others waiting. */
const afterErrorMs = 5_000;

export function startDueTicker({ pool, definitions, log }: DueTickerOptions): DueTicker {
  const passedOver = new Map<string, number>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  function scheduleLook(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = look().then(scheduleLook);
    }, lookEveryMs);
  }

  async function look(): Promise<void> {
    const now = Date.now();
    for (const [id, untilMs] of passedOver) if (untilMs <= now) passedOver.delete(id);
    try {
      while (!stopped) {
        const taken = await takeDue(pool, definitions, [...passedOver.keys()]);
        if (!taken) return;
        const { id, type, error } = taken;
        if (!error) continue;
        passedOver.set(id, Date.now() + afterErrorMs);
        log.error({ saga: type, sagaId: id, err: error }, 'saga could not be moved on, it is tried again');
      }
    } catch (thrown) {
      log.warn({ err: toError(thrown) }, 'due sagas could not be looked for, trying again');
    }
  }

  scheduleLook();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
