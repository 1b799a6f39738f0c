import * as z from 'zod';
import { hopKinds } from '../model/hop.ts';
import { fault } from './faults/fault-schema.ts';
import { duration, eventually, name, oneOf, scalar, slug } from './schema-parts.ts';
import { step } from './step-schema.ts';

const expectationKinds = ['eventually', 'events', 'rows', 'view', 'hops'] as const;

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

const hop = z.strictObject({
  kind: z.enum(hopKinds),
  type: z.string().optional().describe('An event type; for a fault what it does.'),
  service: z.string().optional(),
  injected: z.boolean().optional(),
  count: z.int().min(0).optional().describe('Exactly so often; without it at least once.'),
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
    hops: z.array(hop).min(1).optional().describe("Hops that stand in the run's chain, wherever."),
  }),
);

/** The scenario file. Format: docs/formats.md; `saga-lab schema scenario` prints it as JSON Schema. */
export const scenarioSchema = z.strictObject({
  name: slug,
  system: slug,
  about: z.string().default('').describe('The story, in a sentence or two.'),
  tags: z.array(slug).default([]),
  timeout: duration.optional().describe('Limit for everything together; 30s where it is not given.'),
  vars: z.record(z.string(), scalar).default({}).describe('Defaults; `--var name=value` overrides them.'),
  faults: z
    .array(fault)
    .default([])
    .describe('What strikes where, while the scenario runs; each must strike, or nothing is proved.'),
  steps: z.array(step).min(1),
  expect: z.array(expectation).default([]),
  invariants: z
    .union([z.literal('all'), z.literal('none'), z.array(z.string())])
    .default('all')
    .describe('Which invariants of the system are checked after the run.'),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type Expectation = Scenario['expect'][number];
export type RowsExpectation = z.output<typeof rows>;
export type HopExpectation = z.output<typeof hop>;
export type ViewExpectation = z.output<typeof view>;
