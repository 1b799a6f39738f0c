import type { System } from '../../systems/system.ts';
import { byColumns } from './by-columns.ts';
import { columnsOf } from './columns.ts';
import type { SentMessage } from './envelope.ts';
import { eventuate } from './eventuate.ts';
import type { MessageMapping, RecordOnTopic } from './message-mapping.ts';

/** The mapping of each database that has messages. */
export function mappingsOf({ messaging, consumers }: System): ReadonlyMap<string, MessageMapping> {
  return new Map(
    Object.entries(messaging).map(([database, { mapping }]) => {
      const columns = columnsOf(mapping);
      const sole = Object.entries(consumers).find(([, { inbox }]) => inbox === database)?.[0] ?? '';
      return [database, columns ? byColumns(columns, sole) : eventuate];
    }),
  );
}

/** A record as a message of whichever form; undefined when it is none. */
export type ReadRecord = (record: RecordOnTopic) => SentMessage | undefined;

/**
 * A topic does not say whose records it has, so each form is tried: first those that a record has to say outright, in
 * the value's own form or in a header, then those that only a field of the payload tells.
 */
export function recordReaderOf(system: System): ReadRecord {
  const mappings = [...mappingsOf(system)].map(([database, mapping]) => {
    const record = columnsOf(system.messaging[database]?.mapping ?? 'eventuate')?.record;
    return { mapping, rank: record === undefined ? 0 : 'header' in record.id ? 1 : 2 };
  });
  const inOrder = mappings.sort((left, right) => left.rank - right.rank).map(({ mapping }) => mapping);
  // A system without messages of its own may still hear those of others.
  const readers = [...new Set(inOrder.length > 0 ? inOrder : [eventuate])];
  return (record) => {
    for (const mapping of readers) {
      const message = mapping.messageOfRecord(record);
      if (message) return message;
    }
    return undefined;
  };
}
