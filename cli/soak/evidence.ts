import type { Envelope } from '../model/mapping/envelope.ts';
import { eventuate } from '../model/mapping/eventuate.ts';
import type { System } from '../systems/system.ts';
import type { BrokerReader } from './broker.ts';
import { outboxOf, type Databases } from './sql.ts';

/** What the checks need of the messages: ids and places, no payloads, some 200 bytes each. */
export interface Evidence {
  /** Committed, by id; of each database by ascending id. */
  readonly sent: ReadonlyMap<string, Sent>;
  /** On a topic, by id: where first, and how often. */
  readonly records: ReadonlyMap<string, Seen>;
  /** Records that are no messages. */
  readonly unreadable: readonly string[];
  /** Event types sent because of a message, by that message's id. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
}

export interface Sent extends Pick<Envelope, 'topic' | 'key' | 'type'> {
  /** Whose outbox it is in. */
  readonly database: string;
}

export interface Seen {
  readonly topic: string;
  readonly key: string | null;
  readonly partition: number;
  readonly offset: bigint;
  times: number;
}

export async function gather(
  system: System,
  databases: Databases,
  broker: BrokerReader,
  signal: AbortSignal,
): Promise<Evidence> {
  const sent = new Map<string, Sent>();
  const answers = new Map<string, string[]>();
  for (const database of Object.keys(system.messaging))
    for await (const row of outboxOf(databases, database)) {
      const message = eventuate.messageOfRow(row);
      if (!message) continue;
      const { id, topic, key, type, causation } = message.envelope;
      sent.set(id, { database, topic, key, type });
      if (causation === null || type === null) continue;
      const known = answers.get(causation);
      if (known) known.push(type);
      else answers.set(causation, [type]);
    }
  const records = new Map<string, Seen>();
  const unreadable: string[] = [];
  await broker.readAll(
    Object.keys(system.topics),
    ({ topic, partition, offset, key, value }) => {
      const id = eventuate.messageOfRecord({ topic, key, value })?.envelope.id;
      const known = records.get(id ?? '');
      if (id === undefined) unreadable.push(`${topic}/${partition}@${offset}`);
      else if (known) known.times += 1;
      else records.set(id, { topic, key, partition, offset: BigInt(offset), times: 1 });
    },
    signal,
  );
  return { sent, records, unreadable, answers };
}
