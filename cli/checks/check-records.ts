import { columnsOf } from '../model/mapping/columns.ts';
import { recordReaderOf } from '../model/mapping/mappings.ts';
import { messageTitle } from '../model/message-title.ts';
import type { RecordFact } from '../model/observation.ts';
import { placeText } from '../model/place-text.ts';
import type { System } from '../systems/system.ts';
import type { Check } from './check.ts';

/** Whether live records say which message they are where the mappings look for that. One may be nobody's message: a note. */
export function checkRecords(system: System, records: readonly RecordFact[]): Check[] {
  const read = recordReaderOf(system);
  return records.flatMap((record): Check[] => {
    const name = `record ${placeText(record)}`;
    const envelope = read(record)?.envelope;
    const headers = Object.keys(record.headers ?? {}).sort();
    const has = headers.length === 0 ? 'it has no headers at all' : `its headers are ${headers.join(', ')}`;
    if (envelope !== undefined) {
      const isMute = envelope.type === null && envelope.tells?.includes('type') === true;
      const detail = `${messageTitle(envelope)}, message ${envelope.id}`;
      if (!isMute) return [{ name, state: 'ok', detail }];
      const fix = 'write where a record has its type to the mapping, as record: { type: { header: ... } }';
      return [
        { name, state: 'note', detail: `${detail}: it has no type where the mapping says; ${has}`, fix },
      ];
    }
    const lacks = placesOf(system, record.topic);
    if (lacks.length === 0 || record.value === null) return [];
    const wanted = [...new Set(lacks.map(({ place }) => place))].join(' or ');
    const where = lacks.map(({ database }) => `messaging.${database}.mapping`).join(' or ');
    const line = headers.length === 0 ? '{ json: $.<path> }' : `{ header: <one of these> }`;
    return [
      {
        name,
        state: 'note',
        detail: `nothing says which message it is: it has no ${wanted}; ${has}`,
        fix: `write where a record has its id to ${where}, as record: { id: ${line} }; or leave it, if it is no message`,
      },
    ];
  });
}

/** Where the records of a topic are to have their ids: by the mappings of those who may send to it. */
function placesOf({ messaging }: System, topic: string): { database: string; place: string }[] {
  const known = Object.entries(messaging).flatMap(([database, { mapping }]) => {
    const { outbox, record } = columnsOf(mapping) ?? {};
    if (record === undefined) return [];
    const place = 'header' in record.id ? `header ${record.id.header}` : `${record.id.json} in its value`;
    return [{ database, place, isIts: outbox?.topic === topic }];
  });
  const own = known.filter(({ isIts }) => isIts);
  return own.length > 0 ? own : known;
}
