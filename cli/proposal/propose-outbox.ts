import type { CatalogueTable } from '../catalogue/catalogue.ts';
import { columnFor, identityOf, namesFor, type Meaning } from './columns-for.ts';

export interface OutboxProposal {
  readonly table: string;
  /** `columns`: named one by one. */
  readonly form: 'eventuate' | 'debezium' | 'columns';
  /** Field of the mapping -> column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly why: string;
  /** Its name alone speaks for it: no column says whither, or one has a name that says little. */
  readonly guessed: boolean;
  /** Column in which somebody seems to mark what was sent. */
  readonly sent: string | undefined;
}

const eventuateColumns = ['id', 'destination', 'headers', 'payload', 'published'];
const debeziumColumns = ['id', 'aggregatetype', 'aggregateid', 'type', 'payload'];

const called = /outbox|message|event/i;
const calledOutbox = /outbox/i;

/** By what an outbox is told, in words. */
export const outboxMarks = [
  'a table called outbox, with a column that is unique',
  `one for the payload (${namesFor('payload', 'vaguePayload')})`,
  `and one for the type (${namesFor('type', 'vagueType')});`,
  `or one called message or event that has one for topic or key too (${namesFor('topic', 'key')})`,
] as const;

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
      guessed: false,
      sent: undefined,
    };
  if (has(debeziumColumns))
    return {
      table: name,
      form: 'debezium',
      columns: {},
      why: `it has the columns of Debezium's outbox event router: ${debeziumColumns.join(', ')}`,
      guessed: false,
      sent: undefined,
    };
  const sent = columnFor(table, 'sent')?.name;
  const id = identityOf(table);
  const columns = { ...vaguely(table), ...found(table, ['payload', 'type', 'topic', 'key']) };
  const { payload, type, topic, key } = columns;
  if (id === undefined || payload === undefined || type === undefined) return undefined;
  const plain = columnFor(table, 'payload') !== undefined && columnFor(table, 'type') !== undefined;
  const guessed = !plain || (topic ?? key) === undefined;
  if (guessed ? !calledOutbox.test(name) || !isText(table, payload) : !called.test(name)) return undefined;
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
    guessed,
    sent,
  };
}

function vaguely(table: CatalogueTable): Partial<Record<Meaning, string>> {
  const { vaguePayload: payload, vagueType: type } = found(table, ['vaguePayload', 'vagueType']);
  return { ...(payload !== undefined && { payload }), ...(type !== undefined && { type }) };
}

function isText({ columns }: CatalogueTable, column: string): boolean {
  return columns.some(({ name, type }) => name === column && /^(jsonb?|text|character varying)/.test(type));
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
