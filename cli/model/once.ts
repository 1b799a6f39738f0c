import type { System } from '../systems/system.ts';
import { columnsOf } from './mapping/columns.ts';
import type { ConsumerRole } from './roles.ts';

type Shown = Partial<Pick<ConsumerRole, 'inbox'>> & Pick<ConsumerRole, 'views' | 'idempotent'>;

/**
 * Whether the system file names what would show a second effect of a consumer: an inbox has a row a message, a view a guard. One that is
 * idempotent by itself, as the system file says, has no second effect.
 */
export function showsOnce({ inbox, views, idempotent }: Shown): boolean {
  return inbox !== undefined || views.length > 0 || idempotent;
}

/** What to add to the system file for a consumer of which nothing shows that its effects happen once. */
export function onceMend({ databases, messaging, consumers }: System, name: string): string {
  const service = consumers[name]?.service;
  const [database, own] = Object.entries(messaging).find(([, each]) => each.service === service) ?? [];
  const columns = own && columnsOf(own.mapping);
  const lacksTable = own === undefined || (columns !== undefined && columns.inbox === undefined);
  const where = database ?? postgresOf(databases);
  const table = lacksTable
    ? ` and its table of handled messages to messaging.${where}.mapping, as inbox: { table: ..., message: ... }`
    : '';
  return `add inbox: ${where} to consumers.${name}${table}; or idempotent: true, if handling a message again changes and sends nothing`;
}

function postgresOf(databases: System['databases']): string {
  const names = Object.entries(databases).flatMap(([name, { kind }]) => (kind === 'postgres' ? [name] : []));
  return names.length === 1 ? names.join('') : '<its database>';
}
