import type { MessageId } from '../../message/message-id.ts';
import { header, type Headers, type Message } from '../../message/message.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';

/** All that the saga has waiting here, not its first message alone: it gets the target once. */
const text = `
WITH next AS (
  SELECT saga_type, saga_id FROM saga_stash_table WHERE target = $1 ORDER BY sequence LIMIT 1
), taken AS (
  DELETE FROM saga_stash_table AS stash USING next
  WHERE stash.target = $1 AND stash.saga_id = next.saga_id AND stash.saga_type = next.saga_type
  RETURNING stash.*
)
SELECT message_id, saga_type, saga_id, message_headers, message_payload FROM taken ORDER BY sequence`;

interface StashedRow {
  readonly message_id: string;
  readonly saga_type: string;
  readonly saga_id: string;
  readonly message_headers: string;
  readonly message_payload: string;
}

export interface Stashed {
  readonly saga: SagaKey;
  /** In the order in which they came. */
  readonly messages: readonly Message[];
}

/** What waits longest for the target is stashed no longer: the saga, and its messages. */
export async function takeStashed(tx: Transaction, target: string): Promise<Stashed | undefined> {
  const { rows } = await tx.query<StashedRow>({ name: 'tram-take-stashed', text, values: [target] });
  const [first] = rows;
  if (!first) return undefined;
  return { saga: { sagaType: first.saga_type, sagaId: first.saga_id }, messages: rows.map(toMessage) };
}

function toMessage(row: StashedRow): Message {
  const headers = JSON.parse(row.message_headers) as Headers;
  return {
    id: row.message_id as MessageId,
    destination: headers[header.destination] ?? '',
    headers,
    payload: row.message_payload,
  };
}
