import type { CatalogueTable } from '../catalogue/catalogue.ts';
import { columnFor, identityOf, type Meaning } from './columns-for.ts';

export interface OutboxProposal {
  readonly table: string;
  /** `columns`: named one by one. */
  readonly form: 'eventuate' | 'debezium' | 'columns';
  /** Field of the mapping -> column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly why: string;
  /** Column in which somebody seems to mark what was sent. */
  readonly sent: string | undefined;
}

const eventuateColumns = ['id', 'destination', 'headers', 'payload', 'published'];
const debeziumColumns = ['id', 'aggregatetype', 'aggregateid', 'type', 'payload'];

/** A table that looks like an outbox, with the reason; undefined for any other. */
export function proposeOutbox(table: CatalogueTable): OutboxProposal | undefined {
  const { name } = table;
  const has = (columns: readonly string[]) =>
    columns.every((column) => table.columns.some((each) => each.name === column));
  if (name === 'message' && has(eventuateColumns))
    return {
      table: name,
      form: 'eventuate',
      columns: {},
      why: "Eventuate Tram's table message",
      sent: undefined,
    };
  if (has(debeziumColumns))
    return {
      table: name,
      form: 'debezium',
      columns: {},
      why: `it has the columns of Debezium's outbox event router: ${debeziumColumns.join(', ')}`,
      sent: undefined,
    };
  const sent = columnFor(table, 'sent')?.name;
  const id = identityOf(table);
  const columns = found(table, ['payload', 'type', 'topic', 'key']);
  const { payload, type, topic, key } = columns;
  if (id === undefined || payload === undefined || type === undefined || !(topic ?? key)) return undefined;
  if (!/outbox|message|event/i.test(name)) return undefined;
  const more = found(table, ['headers', 'correlation', 'causation', 'aggregateType', 'aggregateId', 'order']);
  return {
    table: name,
    form: 'columns',
    columns: {
      id,
      topic: topic === undefined ? name : `{{${topic}}}`,
      ...without(columns, 'topic'),
      ...more,
    },
    why: `its name, and its columns ${[id, ...Object.values(columns)].join(', ')}`,
    sent,
  };
}

function found(table: CatalogueTable, meanings: readonly Meaning[]): Partial<Record<Meaning, string>> {
  return Object.fromEntries(
    meanings.flatMap((meaning) => {
      const column = columnFor(table, meaning);
      return column === undefined ? [] : [[meaning, column.name]];
    }),
  );
}

function without(columns: Partial<Record<Meaning, string>>, meaning: Meaning): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => name !== meaning));
}
