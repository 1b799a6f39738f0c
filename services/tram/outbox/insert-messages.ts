import type { Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';

const insert = `
INSERT INTO message (id, destination, headers, payload, published, creation_time)
SELECT id, destination, headers, payload, 0, round(extract(epoch FROM clock_timestamp()) * 1000)
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (id, destination, headers, payload)`;

/** Appends to the outbox, in the order given, in one round trip. */
export async function insertMessages(tx: Transaction, messages: readonly Message[]): Promise<void> {
  await tx.query(insert, columns(messages));
}

const insertIfNewest = `${insert}
WHERE NOT EXISTS (
  SELECT FROM message AS earlier
  WHERE earlier.destination = $5 AND earlier.headers::json ->> 'PARTITION_ID' = $6 AND earlier.id >= $7
)`;

export interface MessageKey {
  readonly destination: string;
  readonly partitionKey: string;
}

/** The same for messages of one key, ids ascending; false, and nothing is inserted, when the key has a greater id already. */
export async function insertMessagesIfNewest(
  tx: Transaction,
  messages: readonly Message[],
  { destination, partitionKey }: MessageKey,
): Promise<boolean> {
  const firstId = messages[0]?.id;
  const { rowCount } = await tx.query(insertIfNewest, [
    ...columns(messages),
    destination,
    partitionKey,
    firstId,
  ]);
  return rowCount === messages.length;
}

function columns(messages: readonly Message[]): string[][] {
  return [
    messages.map((message) => message.id),
    messages.map((message) => message.destination),
    messages.map((message) => JSON.stringify(message.headers)),
    messages.map((message) => message.payload),
  ];
}
