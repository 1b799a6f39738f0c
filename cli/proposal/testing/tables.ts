import type { CatalogueTable } from '../../catalogue/catalogue.ts';

/** Tables as catalogues have them. */
export function tableOf(
  name: string,
  columns: Readonly<Record<string, string>>,
  key: readonly string[],
  rest: Partial<CatalogueTable> = {},
): CatalogueTable {
  return {
    name,
    columns: Object.entries(columns).map(([column, type]) => ({
      name: column,
      type,
      labels: [],
      byDefault: null,
    })),
    key,
    unique: [],
    hasIdentity: key.length > 0,
    owned: true,
    readable: true,
    published: false,
    ...rest,
  };
}

export const ownOutbox = tableOf(
  'outbox_messages',
  {
    seq: 'bigint',
    event_uuid: 'uuid',
    topic: 'text',
    partition_key: 'text',
    kind: 'text',
    body: 'jsonb',
    correlation_id: 'text',
    sent_at: 'timestamp with time zone',
  },
  ['seq'],
  { unique: ['event_uuid'] },
);
export const debeziumOutbox = tableOf(
  'sales.outbox',
  { id: 'uuid', aggregatetype: 'text', aggregateid: 'text', type: 'text', payload: 'jsonb' },
  ['id'],
);
export const eventuateOutbox = tableOf(
  'message',
  { id: 'text', destination: 'text', headers: 'text', payload: 'text', published: 'smallint' },
  ['id'],
);
export const ownInbox = tableOf('processed_messages', { consumer: 'text', message_uuid: 'uuid' }, [
  'consumer',
  'message_uuid',
]);
export const orders = tableOf('orders', { order_no: 'bigint', status: 'text', request_id: 'text' }, [
  'order_no',
]);

export const guessedOutbox = tableOf('loan_outbox', { id: 'uuid', what: 'text', content: 'jsonb' }, ['id']);
