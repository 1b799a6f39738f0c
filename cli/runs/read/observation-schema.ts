import * as z from 'zod';

/** What the fold needs of an observation. Fields and kinds that are not known are let through: a later version wrote them. */
const text = z.string();
const textOrNull = z.string().nullable();
const count = z.int();
const row = z.record(z.string(), textOrNull);

const delivery = z.looseObject({
  at: z.number(),
  service: text,
  consumer: text,
  topic: text,
  partition: count,
  offset: text,
  key: textOrNull,
  queue: text.optional(),
  message: textOrNull,
  type: textOrNull,
  correlation: textOrNull,
  ms: z.number(),
  attempt: z.number().optional(),
  error: text.optional(),
  injected: z.boolean().optional(),
});

const lines = {
  http: z.looseObject({
    at: z.number(),
    service: text,
    id: text,
    correlation: text,
    method: text,
    path: text,
    status: z.number(),
    ms: z.number(),
  }),
  handled: delivery,
  duplicate: delivery,
  skipped: delivery,
  retry: delivery,
  parked: delivery,
  published: z.looseObject({
    at: z.number(),
    ms: z.number(),
    relay: text,
    database: text,
    message: text,
    correlation: textOrNull,
    type: textOrNull,
    topic: text,
    key: text,
    partition: count,
    offset: textOrNull,
    xid: z.number(),
    lsn: textOrNull,
    injected: z.boolean().optional(),
  }),
  fault: z.looseObject({
    at: z.number(),
    service: text,
    arming: text,
    index: count,
    point: text,
    do: z.enum(['crash', 'delay', 'drop', 'duplicate', 'fail']),
    call: z.number(),
    correlation: textOrNull,
    request: text.optional(),
    message: text.optional(),
    type: textOrNull.optional(),
    consumer: text.optional(),
    topic: text.optional(),
    partition: count.optional(),
    offset: text.optional(),
    key: textOrNull.optional(),
    database: text.optional(),
  }),
} as const;

const place = z.looseObject({ topic: text, partition: count, offset: text });

const facts = {
  request: z.looseObject({
    id: text,
    correlation: text,
    service: text,
    method: text,
    path: text,
    status: count.nullable(),
    ms: z.number(),
    error: text.optional(),
  }),
  transaction: z.looseObject({
    database: text,
    xid: z.number(),
    lsn: text.optional(),
    changes: z.array(
      z.looseObject({
        op: z.enum(['insert', 'update', 'delete']),
        table: text,
        key: row,
        row: row.nullable(),
        before: row.optional(),
      }),
    ),
  }),
  snapshot: z.looseObject({
    database: text,
    table: text,
    rows: z.array(row),
    column: text.optional(),
    values: z.array(text).optional(),
  }),
  record: place.extend({
    offset: z.string().regex(/^\d+$/),
    key: textOrNull,
    value: textOrNull,
    headers: z.record(z.string(), text).optional(),
    exchange: text.optional(),
  }),
  queue: z.looseObject({ queue: text, exchange: text, ready: count.nullable(), dead: count.nullable() }),
  document: z.looseObject({
    database: text,
    collection: text,
    id: text,
    op: z.enum(['insert', 'update', 'replace', 'delete']),
    document: z.record(z.string(), z.unknown()).nullable(),
  }),
  line: z.looseObject({ process: text, line: z.looseObject({ event: text }) }),
  log: z.looseObject({ process: text, text }),
  process: z.looseObject({
    process: text,
    pid: z.number().nullable(),
    state: z.enum(['starting', 'ready', 'paused', 'exited', 'stopped']),
    detail: text.optional(),
  }),
  step: z.looseObject({
    scenario: text,
    step: text,
    state: z.enum(['started', 'passed', 'failed']),
    put: place.optional(),
  }),
  probe: z.looseObject({
    probe: text,
    state: z.enum(['watching', 'gap', 'polling']),
    detail: text.optional(),
  }),
} as const;

const dated = z.looseObject({
  kind: text,
  seq: z.int().min(0),
  seenMs: z.number(),
  sourceMs: z.number().optional(),
});

const inKind = schemaBy('kind', facts);
const inEvent = schemaBy('event', lines);

/** Whether this version knows what kind of observation it is. */
export function isKnownKind(kind: string): boolean {
  return Object.hasOwn(facts, kind);
}

export const observationSchema = dated.superRefine((observation, context) => {
  inKind(observation, [], context);
  if (observation.kind === 'line') inEvent(observation['line'], ['line'], context);
});

type Issues = z.core.$RefinementCtx;

/** Checks a value by the schema that its own field names; where that is not known, it is let through. */
function schemaBy(field: string, schemas: Readonly<Record<string, z.ZodType>>) {
  return (value: unknown, path: readonly PropertyKey[], context: Issues): void => {
    const name: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
    if (typeof name !== 'string' || !Object.hasOwn(schemas, name)) return;
    for (const issue of schemas[name]?.safeParse(value).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...path, ...issue.path], message: issue.message });
  };
}
