import * as z from 'zod';

const column = z.string().min(1);
const where = z.record(column, z.string()).default({});

const sum = z.strictObject({
  database: z.string(),
  table: column,
  group: column,
  sum: column.optional().describe('Without it, rows are counted.'),
  where,
  at: z.literal('start').optional().describe('As it was before the first change seen; else as it is.'),
});

/** One sum, several that are added up, or a number. */
const side = z.union([sum, z.array(sum).min(1), z.number()]);

/** Rows of a table, or documents of a collection. */
const rows = z.strictObject({
  database: z.string(),
  table: column.describe('A table, or a collection of a MongoDB database.'),
  key: column.describe('What is looked up; of documents a dotted path.'),
  where,
});

const cel = z.string().min(1);

const about = z.string().optional();

export const invariant = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('outbox-equals-topics'), about }),
  z.strictObject({ kind: z.literal('effects-once'), about }),
  z.strictObject({ kind: z.literal('per-key-order'), about }),
  z.strictObject({ kind: z.literal('sagas-terminal'), about }),
  z.strictObject({ kind: z.literal('declared-transitions'), about }),
  z.strictObject({ kind: z.literal('view-equals-fold'), about }),
  z.strictObject({ kind: z.literal('compensations-complete'), about }),
  z.strictObject({ kind: z.literal('sums-equal'), about, left: side, right: side }),
  z.strictObject({ kind: z.literal('sum-at-most'), about, left: side, right: side }),
  z.strictObject({ kind: z.literal('rows-match'), about, every: rows, in: rows }),
  z.strictObject({
    kind: z.literal('expression'),
    about,
    each: cel
      .optional()
      .describe(
        'A list, in CEL: the rule is judged for each of its items, which it calls self; without it once for every run.',
      ),
    expression: cel.describe('In CEL; true where the rule holds.'),
    messageExpression: cel
      .optional()
      .describe('In CEL: what a proof says of an item that the rule does not hold for.'),
  }),
  z.strictObject({
    kind: z.literal('never-in-clear'),
    about,
    fields: z.array(column).min(1).describe('Fields of request bodies, by name, wherever in the body.'),
  }),
]);

export type InvariantDefinition = z.infer<typeof invariant>;
export type SumDefinition = z.infer<typeof sum>;
export type SideDefinition = z.infer<typeof side>;
export type RowsDefinition = z.infer<typeof rows>;
