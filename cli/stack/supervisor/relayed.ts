import type { OutboxMapping } from '../../../services/tram/index.ts';
import { columnsOf, type Columns } from '../../model/mapping/columns.ts';
import type { RecordPlaces, System } from '../../systems/system.ts';

/** A database whose outbox is brought to the broker by something that the stack starts. */
export interface RelayedDatabase {
  readonly database: string;
  /** Undefined where the outbox is Eventuate Tram's. */
  readonly mapping: OutboxMapping | undefined;
  /** What the system is made for: a stack that has no Debezium takes the lab's relay all the same. */
  readonly by: 'lab' | 'debezium';
}

export function relayedOf({ messaging }: System): RelayedDatabase[] {
  return Object.entries(messaging).flatMap(([database, { mapping, relay: by }]): RelayedDatabase[] => {
    const columns = columnsOf(mapping);
    if (by === 'none') return [];
    if (columns === undefined) return [{ database, mapping: undefined, by }];
    const outbox = outboxMappingOf(columns);
    return outbox ? [{ database, mapping: outbox, by }] : [];
  });
}

/** Undefined where the database only receives. */
function outboxMappingOf({ outbox, record, jsonHeaders }: Columns): OutboxMapping | undefined {
  if (outbox === undefined) return undefined;
  const { table, id, topic, key, type, payload, headers, correlation, causation, order } = outbox;
  return {
    table,
    id,
    topic,
    key,
    type,
    payload,
    headers,
    correlation,
    order,
    recordHeaders: headersOf(record, { id, type, key, correlation, causation }),
    jsonHeaders,
  };
}

/** A place in the value is the service's own to fill. */
function headersOf(
  places: RecordPlaces | undefined,
  columns: Readonly<Partial<Record<keyof RecordPlaces, string | undefined>>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [what, column] of Object.entries(columns) as [keyof RecordPlaces, string | undefined][]) {
    const place = places?.[what];
    if (column !== undefined && typeof place === 'object' && 'header' in place)
      headers[place.header] = column;
  }
  return headers;
}
