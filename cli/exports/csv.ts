import type { Hop } from '../model/hop.ts';
import { csvText, type CsvCell as Cell } from '../reporters/text/csv-text.ts';
import { jsonText } from '../reporters/text/json-text.ts';
import type { RecordedScenario, RetoldRun } from '../runs/recording.ts';

const columns: readonly (readonly [string, (hop: Hop, scenario: RecordedScenario) => Cell])[] = [
  ['scenario', (_, { title }) => title],
  ['verdict', (_, { report }) => report.verdict],
  ['id', ({ id }) => id],
  ['cause', ({ cause }) => cause],
  ['correlation', ({ correlation }) => correlation],
  ['kind', ({ kind }) => kind],
  ['type', ({ type }) => type],
  ['service', ({ service }) => service],
  ['label', ({ label }) => label],
  ['injected', ({ injected }) => injected],
  ['atMs', ({ atMs }) => atMs],
  ['clock', ({ clock }) => clock],
  ['sinceRootMs', ({ sinceRootMs }) => sinceRootMs],
  ['sinceCauseMs', ({ sinceCauseMs }) => sinceCauseMs],
  ['database', ({ ref }) => ref.database],
  ['table', ({ ref }) => ref.table],
  ['key', ({ ref: { key } }) => (typeof key === 'object' && key !== null ? jsonText(key) : key)],
  ['xid', ({ ref }) => ref.xid],
  ['lsn', ({ ref }) => ref.lsn],
  ['message', ({ ref }) => ref.message],
  ['topic', ({ ref }) => ref.topic],
  ['partition', ({ ref }) => ref.partition],
  ['offset', ({ ref }) => ref.offset],
  ['consumer', ({ ref }) => ref.consumer],
  ['collection', ({ ref }) => ref.collection],
  ['document', ({ ref }) => ref._id],
  ['error', ({ ref }) => ref.error],
  ['form', ({ ref }) => ref.form],
  ['outcome', ({ ref }) => ref.outcome],
  ['saga', ({ ref }) => ref.saga],
  ['instance', ({ ref }) => ref.instance],
  ['exchange', ({ ref }) => ref.exchange],
  ['routingKey', ({ ref }) => ref.routingKey],
  ['queue', ({ ref }) => ref.queue],
];

/** RFC 4180 with a header line: a row a hop, in the order of the chains. */
export function csvOf({ scenarios }: RetoldRun): string {
  const rows = scenarios.flatMap((scenario) =>
    scenario.chain.map((hop) => columns.map(([, cell]) => cell(hop, scenario))),
  );
  return csvText([columns.map(([name]) => name), ...rows]);
}
