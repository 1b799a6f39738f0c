import pg from 'pg';

const begin = { name: 'tram-begin', text: 'BEGIN' };

/** Connections that know BEGIN by its name. */
const prepared = new WeakSet<pg.ClientBase>();

/**
 * BEGIN and the transaction's first statement in one round trip. Nothing is committed by accident: the two share one
 * Sync, and when BEGIN fails PostgreSQL skips all that comes before that.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export async function beginWith(client: pg.ClientBase, statement: pg.QueryConfig): Promise<pg.QueryResult> {
  if (!prepared.has(client) || !isExtended(statement)) {
    await client.query(begin);
    prepared.add(client);
    return client.query(statement);
  }
  return new Promise((resolve, reject) => {
    const query = new pg.Query(statement, (error: Error | undefined, results: unknown) => {
      if (error) reject(error);
      // One result each, as of any query that is several statements.
      else resolve((results as pg.QueryResult[]).at(-1)!);
    });
    const { submit } = query;
    query.submit = (connection) => {
      connection.stream.cork();
      try {
        connection.bind({ statement: begin.name }, true);
        connection.execute({}, true);
        // The error of a statement that it does not send.
        return submit.call(query, connection);
      } finally {
        connection.stream.uncork();
      }
    };
    client.query(query);
  });
}

/** pg sends a bare text by the simple protocol, which has no Sync to share. */
function isExtended({ name, values }: pg.QueryConfig): boolean {
  return name !== undefined || (values !== undefined && values.length > 0);
}
