import * as z from 'zod';

const column = z.string().min(1);

/** An outbox that is not Eventuate Tram's: which column means what, and what of it goes into the headers of the record. */
export const outboxMapping = z.strictObject({
  /** `table` in the schema public, or `schema.table`; as the catalogue has the names. */
  table: z.string().regex(/^[^.]+(\.[^.]+)?$/, 'is not a table, or schema.table'),
  id: column,
  /** With columns in it: `{{aggregatetype}}.events`. */
  topic: z.string().min(1),
  /** Without it, or where it is null, the id is the key. */
  key: column.optional(),
  type: column.optional(),
  /** Of type text, json or jsonb; it becomes the record's value as it is. */
  payload: column,
  /** Headers of the record by name: the column of each. One that is no column of the table is left out, and one that is null. */
  recordHeaders: z.record(z.string(), column).default({}),
  /** Column with a JSON object of texts, which become headers of the record too. */
  headers: column.optional(),
  /** Header values are JSON texts, quotes and all, and `null` for NULL, as Debezium's JsonConverter writes them. */
  jsonHeaders: z.boolean().default(false),
  correlation: column.optional(),
  /** Rises with each insert along a key, such as an identity: how polling orders what committed between two looks. */
  order: column.optional(),
  /** Of type timestamp or timestamptz: how a purge tells what is old. */
  createdAt: column.optional(),
});

export type OutboxMapping = z.infer<typeof outboxMapping>;

/** Columns that the table must have. */
export function requiredColumns({ id, topic, payload, key, type, headers, order, createdAt }: OutboxMapping) {
  const named = [id, payload, key, type, headers, order, createdAt].filter((name) => name !== undefined);
  return [...new Set([...named, ...columnsOf(topic)])];
}

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g;

function columnsOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

export function fillTopic(template: string, columnOf: (name: string) => string): string {
  return template.replaceAll(placeholder, (_, name: string) => columnOf(name));
}
