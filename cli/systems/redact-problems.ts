import { namedBy } from '../model/expression/rule.ts';
import { columnsOf } from '../model/mapping/columns.ts';
import { comparedSums } from '../model/invariants/compared-sums.ts';
import { parseJsonPath } from '../lib/json-path.ts';
import { parseRedactRule, takes } from './redact-rule.ts';
import type { System } from './system.ts';

interface Needed {
  readonly path: readonly string[];
  readonly for: string;
}

/** Rules that would take away what a chain is joined by, or which state a saga is in: then nothing could be told any more. */
export function redactProblems(system: System): { path: (string | number)[]; message: string }[] {
  const needed = [...neededFields(system)];
  return system.redact.flatMap((text, index) => {
    const rule = parseRedactRule(text);
    const taken = needed.find(({ path }) => takes(rule, path));
    if (taken === undefined) return [];
    const message = `redact[${index}]: "${text}" would take away ${taken.path.join('.')}, which is needed as ${taken.for}; name a field that nothing is joined by`;
    return [{ path: ['redact', index], message }];
  });
}

const headers = [
  'ID',
  'PARTITION_ID',
  'DESTINATION',
  'event-type',
  'command_type',
  'reply_type',
  'reply_outcome-type',
  'command_saga_type',
  'command_saga_id',
  'command_saga_step',
  'commandreply_saga_step',
  'commandreply_saga_type',
  'commandreply_saga_id',
  'event-aggregate-type',
  'event-aggregate-id',
  'correlation-id',
  'causation-id',
];

function* neededFields(system: System): Generator<Needed> {
  const { messaging, topics, tables, sagas, views, invariants } = system;
  yield* neededColumns(system);
  if (Object.values(messaging).some(({ mapping }) => mapping === 'eventuate')) {
    for (const column of ['id', 'destination'])
      yield { path: ['message', column], for: 'a column of the outbox' };
    for (const column of ['consumer_id', 'message_id'])
      yield { path: ['received_messages', column], for: 'a column of the inbox' };
    for (const place of ['message', ...Object.keys(topics)])
      for (const header of headers) yield { path: [place, 'headers', header], for: 'a header of messages' };
  }
  for (const [name, { key, cause, request }] of Object.values(tables).flatMap((each) =>
    Object.entries(each),
  )) {
    const table = name.split('.');
    for (const column of key) yield { path: [...table, column], for: 'the key of a row' };
    if (cause !== undefined) yield { path: [...table, cause], for: 'the cause of a row' };
    if (request?.column !== undefined)
      yield { path: [...table, request.column], for: 'what a request names a row by' };
    if (request?.answer !== undefined)
      yield { path: (parseJsonPath(request.answer) ?? []).map(String), for: 'what an answer names a row by' };
  }
  for (const { instance } of Object.values(sagas))
    for (const column of [instance.key, instance.state, ...(instance.type ? [instance.type.column] : [])])
      yield { path: [instance.table, column], for: 'the key or state of a saga' };
  for (const { collection, guards, fold } of Object.values(views)) {
    yield { path: [collection, guards], for: 'the guard of a view' };
    for (const [event, { document }] of Object.entries(fold))
      for (const path of payloadPaths(document))
        for (const place of ['message', event.split('/')[0] ?? ''])
          yield { path: [place, ...path], for: 'the id of a document' };
  }
  const rows = Object.values(invariants).flatMap((invariant) =>
    invariant.kind === 'rows-match' ? [invariant.every, invariant.in] : [],
  );
  const chosen = [
    ...comparedSums(system)
      .flat()
      .map(({ table, group, where }) => ({ table, columns: [group, ...Object.keys(where)] })),
    ...rows.map(({ table, key, where }) => ({ table, columns: [key, ...Object.keys(where)] })),
    ...Object.values(invariants).flatMap((each) => (each.kind === 'expression' ? namedBy(each).tables : [])),
  ];
  for (const { table, columns } of chosen)
    for (const column of columns)
      yield { path: [table, ...column.split('.')], for: 'what an invariant groups or chooses by' };
}

/** Of mappings by columns. */
function* neededColumns({ messaging, topics }: System): Generator<Needed> {
  for (const { mapping } of Object.values(messaging)) {
    const { outbox, inbox, record } = columnsOf(mapping) ?? {};
    if (outbox) {
      const { id, topic, key, type, correlation, causation, aggregateType, aggregateId } = outbox;
      const inTopic = [...topic.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map(([, column]) => column);
      for (const column of [id, key, type, correlation, causation, aggregateType, aggregateId, ...inTopic])
        if (column !== undefined)
          yield { path: [...outbox.table.split('.'), column], for: 'a column of the outbox' };
    }
    for (const column of [inbox?.message, inbox?.consumer])
      if (inbox && column !== undefined)
        yield { path: [...inbox.table.split('.'), column], for: 'a column of the inbox' };
    for (const place of Object.values(record ?? {}))
      for (const topic of Object.keys(topics)) {
        if (typeof place !== 'object') continue;
        const path = 'header' in place ? ['headers', place.header] : (parseJsonPath(place.json) ?? []);
        yield { path: [topic, ...path.map(String)], for: 'what a record says of its message' };
      }
  }
}

/** `{{payload.a.b}}` as a path. */
function payloadPaths(template: string): string[][] {
  return [...template.matchAll(/\{\{\s*(payload\.[^{}\s]+)\s*\}\}/g)].map(([, path = '']) => path.split('.'));
}
