import { z } from 'zod';
import { durationMs, durationPattern } from './duration.ts';
import { isScalar, type Scalar } from './scalar.ts';

/** The scenario file. Format: docs/formats.md; `saga-lab schema scenario` prints it as JSON Schema. */
const duration = z
  .string()
  .regex(durationPattern, 'a duration such as 500ms, 5s or 1m')
  .transform((text) => durationMs(text) ?? 0)
  .describe('A duration such as 500ms, 5s or 1m.');

const target = z
  .string()
  .regex(/^[^/\s]+\/\S*$/, '<service>/<path>, such as order-service/orders')
  .describe('<service>/<path>, such as order-service/orders/{{orderId}}');

const name = z.string().min(1).describe('What reports call it.');
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes')
  .describe('Lower-case letters, digits and dashes.');

const json = z
  .unknown()
  .describe('Must be contained in the answer: fields that are not named may be anything.');
const status = z.int().min(100).max(599).describe('Expected status; without it any 2xx.');
const capture = z
  .record(z.string().regex(/^[A-Za-z_]\w*$/, 'letters, digits and _'), z.string().startsWith('$'))
  .describe('Variable name -> JSON path in the answer, such as $.order.items[0].id');

const eventually = z
  .strictObject({
    get: target,
    headers: z.record(z.string(), z.string()).optional(),
    status: status.optional(),
    json: json.optional(),
    capture: capture.optional(),
    within: duration.optional(),
  })
  .describe('Asked again and again until the answer is as stated.');

export const methods = ['get', 'post', 'put', 'delete'] as const;
const stepKinds = [...methods, 'eventually'] as const;
const expectationKinds = ['eventually', 'events', 'rows', 'view'] as const;

const step = oneOf(
  stepKinds,
  z.strictObject({
    name: name.optional(),
    get: target.optional(),
    post: target.optional(),
    put: target.optional(),
    delete: target.optional(),
    headers: z.record(z.string(), z.string()).optional(),
    json: z.unknown().optional().describe('The body sent.'),
    status: status.optional(),
    capture: capture.optional(),
    eventually: eventually.optional(),
  }),
);

const scalar = z
  .custom<Scalar>(isScalar, 'must be text, a number, true, false or null')
  .meta({ type: ['string', 'number', 'boolean', 'null'] });

const rows = z.strictObject({
  database: z.string(),
  table: z.string(),
  where: z.record(z.string(), scalar).default({}),
  equals: z
    .record(z.string(), scalar)
    .optional()
    .describe('Holds for every row found, and there is at least one.'),
  count: z.int().min(0).optional().describe('Exactly so many rows are found.'),
});

const view = z.strictObject({
  database: z.string().optional().describe('Only needed where two databases have the collection.'),
  collection: z.string(),
  id: scalar,
  json: z
    .record(z.string(), z.unknown())
    .describe('Fields, dotted paths allowed: "orders.{{orderId}}.state".'),
});

const expectation = oneOf(
  expectationKinds,
  z.strictObject({
    name: name.optional(),
    within: duration.optional(),
    eventually: eventually.optional(),
    events: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Event types, contained in the run in causal order.'),
    rows: rows.optional(),
    view: view.optional(),
  }),
);

export const scenarioSchema = z.strictObject({
  name: slug,
  system: slug,
  about: z.string().default('').describe('The story, in a sentence or two.'),
  tags: z.array(slug).default([]),
  timeout: duration.optional().describe('Limit for everything together; 30s where it is not given.'),
  vars: z.record(z.string(), scalar).default({}).describe('Defaults; `--var name=value` overrides them.'),
  steps: z.array(step).min(1),
  expect: z.array(expectation).default([]),
  invariants: z
    .union([z.literal('all'), z.literal('none'), z.array(z.string())])
    .default('all')
    .describe('Which invariants of the system are checked after the run.'),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type Step = Scenario['steps'][number];
export type Eventually = z.output<typeof eventually>;
export type Expectation = Scenario['expect'][number];
export type RowsExpectation = z.output<typeof rows>;
export type ViewExpectation = z.output<typeof view>;
export type Capture = z.output<typeof capture>;

function oneOf<T extends z.ZodObject>(kinds: readonly string[], schema: T): T {
  return schema
    .refine((value) => kinds.filter((kind) => value[kind] !== undefined).length === 1, {
      message: `exactly one of ${kinds.join(', ')} must be given`,
    })
    .meta({ oneOf: kinds.map((kind) => ({ required: [kind] })) });
}
