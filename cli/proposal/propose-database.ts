import type { Catalogue, CatalogueTable } from '../catalogue/catalogue.ts';
import { columnFor } from './columns-for.ts';
import { proposeInbox, type InboxProposal } from './propose-inbox.ts';
import { proposeOutbox, type OutboxProposal } from './propose-outbox.ts';

/** What a catalogue makes likely. Nothing of it is certain: each part has its reason, which goes into the file. */
export interface DatabaseProposal {
  readonly outbox: OutboxProposal | undefined;
  readonly inbox: InboxProposal | undefined;
  /** Business tables. */
  readonly tables: readonly TableProposal[];
  /** Tables that are left out. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
}

export interface TableProposal {
  readonly name: string;
  readonly key: readonly string[];
  /** Column that seems to hold the id of the request that changed a row. */
  readonly cause: string | undefined;
  /** Column that seems to hold the state of a saga. */
  readonly state: StateProposal | undefined;
}

export interface StateProposal {
  readonly column: string;
  readonly labels: readonly string[];
  /** What a row begins with, where the column has such a default. */
  readonly initial: string | undefined;
}

const housekeeping = /migration|flyway|changelog|alembic|knex|prisma|schema_version/i;

export function proposeDatabase({ tables }: Pick<Catalogue, 'tables'>): DatabaseProposal {
  const outboxes = tables.flatMap((table) => proposeOutbox(table) ?? []);
  const outbox = outboxes.find(({ table }) => /outbox/i.test(table)) ?? outboxes[0];
  const inbox = tables
    .flatMap((table) => proposeInbox(table) ?? [])
    .find(({ table }) => table !== outbox?.table);
  const rest = tables.filter(({ name }) => name !== outbox?.table && name !== inbox?.table);
  const left = rest.flatMap((table) => {
    const why = whyNot(table);
    return why === undefined ? [] : [{ name: table.name, why }];
  });
  return {
    outbox,
    inbox,
    tables: rest.filter(({ name }) => !left.some((each) => each.name === name)).map(proposeTable),
    left,
  };
}

function whyNot({ name, key }: CatalogueTable): string | undefined {
  if (housekeeping.test(name)) return 'it looks like one that a migration tool keeps';
  return key.length === 0 ? 'it has no primary key, without which it cannot be watched' : undefined;
}

function proposeTable(table: CatalogueTable): TableProposal {
  const { name, key } = table;
  const state = key.length === 1 ? columnFor(table, 'state') : undefined;
  return {
    name,
    key,
    cause: columnFor(table, 'correlation')?.name,
    state: state && { column: state.name, labels: state.labels, initial: literalOf(state.byDefault) },
  };
}

/** The text of a literal such as `'open'::text`; undefined for any other expression. */
function literalOf(expression: string | null): string | undefined {
  const literal = /^'((?:[^']|'')*)'(?:::[^'()|]+(?:\(\d+\))?)?$/.exec(expression ?? '')?.[1];
  return literal?.replaceAll("''", "'");
}
