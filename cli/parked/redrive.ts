import { request } from 'undici';
import * as z from 'zod';
import { StackError, toError } from '../lib/errors.ts';
import type { Lab } from '../stack/lab.ts';
import type { System } from '../systems/system.ts';
import { deadLetterQueues, redriveDeadLetters } from './dead-letters.ts';
import type { ParkedMessage } from './parked-message.ts';
import { serviceOf } from './parked.ts';

export interface KeyRedriven {
  readonly consumer: string;
  readonly topic: string;
  readonly key: string;
  /** Records that are no longer parked; of a dead-letter queue those that are in their queue again, to be handled when their turn comes. */
  readonly redriven: number;
  /** The dead-letter queue that they were taken from. */
  readonly queue?: string;
  /** The one that failed again; it and those behind it stay parked. */
  readonly failed?:
    { readonly offset: string; readonly messageId: string | null; readonly error: string } | undefined;
}

const answerShape = z.object({
  redriven: z.int(),
  failed: z.object({ offset: z.string(), messageId: z.string().nullable(), error: z.string() }).optional(),
});

const limitMs = 60_000;

/** Has the services handle the keys of these messages again, one key after another. @throws StackError */
export async function redriveKeys(
  lab: Lab,
  systems: readonly System[],
  messages: readonly ParkedMessage[],
): Promise<readonly KeyRedriven[]> {
  const letters = messages.filter(({ queue }) => queue !== undefined);
  const put =
    letters.length === 0
      ? []
      : await redriveDeadLetters(lab.broker, deadLetterQueues(systems, undefined), letters);
  const keys = new Map<string, { consumer: string; topic: string; key: string }>();
  for (const { consumer, topic, key, queue } of messages)
    if (key !== null && queue === undefined)
      keys.set(JSON.stringify([consumer, topic, key]), { consumer, topic, key });
  const done = countedByKey(put);
  for (const each of keys.values())
    done.push({ ...each, ...(await ask(lab, serviceOf(systems, each.consumer), each)) });
  return done;
}

function countedByKey(letters: readonly ParkedMessage[]): KeyRedriven[] {
  const keys = new Map<string, KeyRedriven>();
  for (const { consumer, topic, key, queue = '' } of letters) {
    const name = JSON.stringify([queue, topic, key]);
    const redriven = (keys.get(name)?.redriven ?? 0) + 1;
    keys.set(name, { consumer, topic, key: key ?? '', redriven, queue });
  }
  return [...keys.values()];
}

async function ask(lab: Lab, service: string, body: object): Promise<z.infer<typeof answerShape>> {
  try {
    const answer = await request(`${lab.services[service] ?? ''}/actuator/parked/redrive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      headersTimeout: limitMs,
      bodyTimeout: limitMs,
    });
    if (answer.statusCode !== 200)
      throw new Error(`it answers ${answer.statusCode}: ${await answer.body.text()}`);
    return answerShape.parse(await answer.body.json());
  } catch (thrown) {
    throw new StackError(
      `${service} cannot redrive: ${toError(thrown).message}. It must be up: saga-lab status`,
      { cause: thrown },
    );
  }
}
