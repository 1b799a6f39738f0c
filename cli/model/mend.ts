import type { System } from '../systems/system.ts';
import { causeOf, type Transaction } from './indexes/transaction.ts';
import { tellsCause } from './mapping/columns.ts';
import type { Unjoined } from './unjoined.ts';

/** What to do in the system file, so that a request is known for what began there. */
export function mend(system: System, { transaction, messages }: Unjoined): string {
  if (transaction === undefined)
    return 'the row that sent it was not seen; say where a record has its correlation, as record: { correlation: ... } of the mapping';
  const { database } = transaction;
  const cause = causeOf(transaction)?.id;
  if (cause !== undefined)
    return `its commit in ${database} names ${cause} as its cause, which is no request and no message that was seen`;
  const correlation = messages[0]?.envelope?.correlation;
  if (correlation)
    return `its correlation is ${correlation}, which is no request's; mend correlation: of messaging.${database}`;
  return join(system, transaction);
}

/** Nothing in the commit names anything. */
function join({ tables, messaging }: System, { database, outbox, rows }: Transaction): string {
  const changed = [...new Set(rows.map(({ change }) => change.table))];
  const bare = changed.filter((table) => {
    const { request, cause } = tables[database]?.[table] ?? {};
    return request === undefined && cause === undefined;
  });
  const names = (of: readonly string[]) => of.map((table) => `tables.${database}.${table}`).join(' or ');
  if (changed.length > 0 && bare.length === 0)
    return `see whether request: or cause: of ${names(changed)} finds its row`;
  const mapping = outbox.length > 0 ? messaging[database]?.mapping : undefined;
  const isMute = mapping !== undefined && !tellsCause(mapping);
  const orColumn = isMute ? `, or causation: to messaging.${database}.mapping.outbox` : '';
  return bare.length > 0
    ? `add request: or cause: to ${names(bare)}${orColumn} in the system file`
    : `add the table that it changes, with request: or cause:, to tables.${database}${orColumn} in the system file`;
}
