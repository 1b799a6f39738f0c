import type { Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';

const text = `
INSERT INTO message (id, destination, headers, payload, published, creation_time)
SELECT id, destination, headers, payload, 0, round(extract(epoch FROM clock_timestamp()) * 1000)
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (id, destination, headers, payload)`;

/** Appends to the outbox, in the order given, in one round trip. */
export async function insertMessages(tx: Transaction, messages: readonly Message[]): Promise<void> {
  await tx.query({ name: 'tram-insert-messages', text, values: columnsOf(messages) });
}

export function columnsOf(messages: readonly Message[]): string[][] {
  return [
    messages.map((message) => message.id),
    messages.map((message) => message.destination),
    messages.map((message) => JSON.stringify(message.headers)),
    messages.map((message) => message.payload),
  ];
}
