import { toError } from '../lib/errors.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { isTimeout, withLimit } from '../lib/with-limit.ts';
import type { Lab } from '../stack/lab.ts';
import type { System } from '../systems/system.ts';
import type { BrokerReader } from './broker.ts';
import { openOf } from './instances.ts';
import type { Databases } from './sql.ts';

/**
 * Waits until nothing is under way: every process is ready, every outbox row has a record, every consumer has taken
 * every record, every saga has ended (one may wait for its time limit, with nothing to be seen on the way), and twice in
 * a row that has brought nothing new. Resolves with why not when it does not come to that.
 */
export async function comeToRest(
  lab: Lab,
  system: System,
  { databases, broker }: { databases: Databases; broker: BrokerReader },
  { withinMs, signal }: { withinMs: number; signal: AbortSignal },
): Promise<string | undefined> {
  let why = '';
  let before: bigint | undefined;
  try {
    await withLimit(signal, withinMs, (limit) =>
      waitUntil(
        async () => {
          const { under, messages } = await look().catch((thrown: unknown) => ({
            under: toError(thrown).message,
            messages: undefined,
          }));
          const isSame = before === messages;
          before = messages;
          why = under ?? 'messages are still being sent';
          return (under === undefined && isSame) || undefined;
        },
        { signal: limit, everyMs: 400 },
      ),
    );
    return undefined;
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
    return `after ${withinMs / 1000} s: ${why}`;
  }

  async function look(): Promise<{ under: string | undefined; messages: bigint }> {
    const messages = await countMessages(system, databases);
    const { state, relays } = await lab.status();
    if (state !== 'up') return { under: `the lab is ${state}`, messages };
    const behind = relays.reduce((sum, { lag }) => sum + (lag?.messages ?? 0), 0);
    if (behind > 0) return { under: `the relay is ${behind} messages behind`, messages };
    const topics = Object.keys(system.topics);
    const records = await sum(topics.map((topic) => broker.countOf(topic)));
    if (records < messages) return { under: `${messages} messages, but ${records} records`, messages };
    for (const [consumer, { handles }] of Object.entries(system.consumers))
      if (!(await broker.isConsumed(consumer, Object.keys(handles))))
        return { under: `${consumer} has not consumed everything`, messages };
    for (const { saga, open } of await openOf(system, databases))
      if (open.length > 0) return { under: `${open.length} of ${saga} have not ended`, messages };
    return { under: undefined, messages };
  }
}

async function countMessages({ messaging }: System, databases: Databases): Promise<bigint> {
  return sum(
    Object.keys(messaging).map(async (database) => {
      const [row] = await databases.rows(database, 'SELECT count(*) AS count FROM message');
      return BigInt(row?.['count'] ?? 0);
    }),
  );
}

async function sum(counts: readonly Promise<bigint>[]): Promise<bigint> {
  return (await Promise.all(counts)).reduce((total, count) => total + count, 0n);
}
