import { abortable } from '../../lib/abortable.ts';

export const goodbyeMs = 3_000;

/** What is asked of a broker at the end: never rejects, and waits 3 s at most. kafkajs asks a broker that hangs for minutes. */
export async function goodbye(asked: Promise<unknown>): Promise<void> {
  await abortable(asked, AbortSignal.timeout(goodbyeMs)).catch(() => undefined);
}
