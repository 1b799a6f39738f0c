import { columnsOf } from '../model/mapping/columns.ts';
import type { System } from './system.ts';
import type { Path } from './yaml-file.ts';

interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** What a mapping leaves open, so that a message could be nobody's. */
export function mappingProblems(system: System): Problem[] {
  return [...inboxProblems(system), ...requestProblems(system), ...relayProblems(system)];
}

function* inboxProblems({ messaging, consumers }: System): Generator<Problem> {
  for (const [database, { mapping }] of Object.entries(messaging)) {
    const columns = columnsOf(mapping);
    if (columns === undefined) continue;
    const users = Object.entries(consumers).flatMap(([name, { inbox }]) =>
      inbox === database ? [name] : [],
    );
    const { inbox } = columns;
    if (inbox === undefined)
      for (const name of users)
        yield {
          path: ['consumers', name, 'inbox'],
          message: `consumers.${name}.inbox: the mapping of ${database} has no inbox; name it there, as inbox: { table: ..., message: ... }, or leave this out`,
        };
    else if (inbox.consumer === undefined && users.length > 1)
      yield {
        path: ['messaging', database, 'mapping'],
        message: `messaging.${database}.mapping: ${users.join(' and ')} share the inbox ${inbox.table}; name the column that says whose a row is, as inbox: { consumer: ... }`,
      };
  }
}

function* requestProblems({ messaging, consumers, tables }: System): Generator<Problem> {
  for (const [database, named] of Object.entries(tables))
    for (const [table, { request }] of Object.entries(named)) {
      if (request === undefined || request.service !== undefined || messaging[database]) continue;
      if (Object.values(consumers).some(({ inbox }) => inbox === database)) continue;
      yield {
        path: ['tables', database, table, 'request'],
        message: `tables.${database}.${table}.request: whose database ${database} is, nothing says; name the service that is asked, as request: { service: ... }`,
      };
    }
}

function* relayProblems({ messaging }: System): Generator<Problem> {
  for (const [database, { mapping, relay }] of Object.entries(messaging))
    if (relay === 'debezium' && mapping === 'eventuate')
      yield {
        path: ['messaging', database, 'relay'],
        message: `messaging.${database}.relay: Debezium's event router cannot read an outbox of Eventuate Tram's; write relay: lab, or mapping: debezium`,
      };
}
