import { columnsOf, tellsCause } from '../model/mapping/columns.ts';
import type { System } from '../systems/system.ts';
import type { Check } from './check.ts';

/**
 * Outboxes whose rows nothing joins to the request that they were sent for. It may be meant so: in a service that is
 * asked nothing, the inbox tells for which message they were sent.
 */
export function checkJoins({ messaging, tables }: System): Check[] {
  return Object.entries(messaging).flatMap(([database, { mapping }]): Check[] => {
    const { outbox, inbox } = columnsOf(mapping) ?? {};
    if (outbox === undefined || tellsCause(mapping)) return [];
    const named = Object.entries(tables[database] ?? {});
    if (named.some(([, { request, cause }]) => (request ?? cause) !== undefined)) return [];
    const unless = inbox === undefined ? '' : '; or leave it, if its service is asked nothing';
    const where = named.map(([table]) => `tables.${database}.${table}`).join(' or ');
    return [
      {
        name: `outbox ${database}.${outbox.table}`,
        state: 'note',
        detail:
          'its rows cannot be joined to requests: no column of it, and no table beside it, says which one it was',
        fix: `add request: or cause: to ${where === '' ? `a table in tables.${database}` : where}, or causation: to messaging.${database}.mapping.outbox${unless}`,
      },
    ];
  });
}
