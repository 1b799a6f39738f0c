import type { CatalogueTable } from '../catalogue/catalogue.ts';
import { columnFor, namesFor } from './columns-for.ts';

export interface InboxProposal {
  readonly table: string;
  readonly message: string;
  readonly consumer: string | undefined;
  readonly why: string;
}

const names = /inbox|received|processed|handled|consumed|seen|dedup|idempot/i;

/** By what an inbox is told, in words. */
export const inboxMarks = [
  `a table with one of these in its name: ${names.source.split('|').join(', ')};`,
  `with the message's id in its primary key (${namesFor('message')})`,
] as const;

/** A table that looks as if consumers noted in it what they have handled; undefined for any other. */
export function proposeInbox(table: CatalogueTable): InboxProposal | undefined {
  const { name, key } = table;
  const message = columnFor(table, 'message')?.name;
  if (!names.test(name) || message === undefined || !key.includes(message)) return undefined;
  const consumer = columnFor(table, 'consumer')?.name;
  return { table: name, message, consumer, why: `its name, and its key ${key.join(', ')}` };
}
