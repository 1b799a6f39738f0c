import * as z from 'zod';
import { parseJsonPath } from '../lib/json-path.ts';

/** How messages stand in a database and on a topic. Formats: docs/formats.md, "Messages of any form". */
const column = z.string().min(1);

const table = z
  .string()
  .regex(/^[^.\s]+(\.[^.\s]+)?$/, 'a table of the schema public, or schema.table')
  .describe('A table of the schema public, or schema.table.');

export const jsonPath = z
  .string()
  .refine((text) => parseJsonPath(text) !== undefined, 'a JSON path such as $.a.b[0]');

const outbox = z.strictObject({
  table,
  id: column,
  topic: z
    .string()
    .min(1)
    .describe('With columns in it, such as {{aggregatetype}}.events; or the name of one topic.'),
  key: column.optional().describe('Without it the id is the key of the record.'),
  type: column,
  payload: column,
  headers: column.optional().describe('A JSON object of texts.'),
  correlation: column.optional().describe('Holds the header correlation-id of the request.'),
  causation: column
    .optional()
    .describe('Holds the header x-request-id of the request, or the id of the message, that was handled.'),
  aggregateType: column.optional(),
  aggregateId: column.optional(),
  order: column.optional().describe('Rises with each insert, such as an identity; for `--relay polling`.'),
});

const inbox = z.strictObject({
  table,
  message: column.describe('Holds the id of the message that was handled.'),
  consumer: column
    .optional()
    .describe('Without it the rows are those of the one consumer whose inbox this is.'),
});

const place = z.union([z.strictObject({ header: z.string().min(1) }), z.strictObject({ json: jsonPath })]);

const record = z.strictObject({
  id: place.describe('Where a record says which message it is: a header, or a path in its value.'),
  type: place.optional(),
  key: place.optional().describe("Where it is not the record's own key."),
  correlation: place.optional(),
  causation: place.optional(),
  payload: jsonPath.optional().describe('Where in the value the payload is; without it, it is all of it.'),
});

/** What differs from Debezium's outbox event router. */
const debezium = z.strictObject({
  outbox: outbox.partial().optional(),
  inbox: inbox.optional(),
  record: record.partial().optional(),
});

const byColumns = z
  .strictObject({
    debezium: debezium.optional(),
    outbox: outbox.optional(),
    inbox: inbox.optional(),
    record: record.optional(),
  })
  .superRefine((mapping, context) => {
    const named = (['outbox', 'inbox', 'record'] as const).filter((part) => mapping[part] !== undefined);
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (mapping.debezium !== undefined) {
      for (const part of named)
        issue(part, `stands beside debezium; write what differs from it as debezium: { ${part}: ... }`);
    } else if (mapping.outbox !== undefined && mapping.record === undefined)
      issue(
        'record',
        'is missing: where does a record say which message it is? record: { id: { header: id } }',
      );
    else if (named.length === 0)
      issue('outbox', 'is missing: name the table and its columns, or write eventuate or debezium');
  });

export const mapping = z.union([z.enum(['eventuate', 'debezium']), byColumns]);

export type OutboxColumns = z.infer<typeof outbox>;
export type InboxColumns = z.infer<typeof inbox>;
export type RecordPlaces = z.infer<typeof record>;
export type RecordPlace = z.infer<typeof place>;
