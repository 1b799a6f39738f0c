import * as z from 'zod';
import { hopKinds } from '../model/hop.ts';
import { stepStatuses } from '../model/sagas/saga-progress.ts';

/** The document of `run --reporter json` as a schema: readers ignore fields and kinds they do not know. */
const verdict = z.enum(['pass', 'fail', 'inconclusive']);
const number = z.number().nullable();

const ref = z
  .looseObject({
    method: z.string(),
    path: z.string(),
    status: z.int().nullable(),
    database: z.string(),
    table: z.string(),
    key: z.union([z.record(z.string(), z.string().nullable()), z.string(), z.null()]),
    xid: z.int(),
    lsn: z.string(),
    message: z.string(),
    form: z.enum(['command', 'reply']).describe('Of a command or a reply; an event has none.'),
    outcome: z.enum(['SUCCESS', 'FAILURE']).describe('Of a reply.'),
    topic: z.string(),
    partition: z.int(),
    offset: z.string(),
    consumer: z.string(),
    saga: z.string(),
    instance: z.string(),
    step: z.string().describe("Of a command or reply: the saga's step, `undo <step>` where it undoes one."),
    collection: z.string(),
    _id: z.string(),
    error: z.string(),
  })
  .partial();

const hop = z.looseObject({
  id: z.string(),
  cause: z
    .string()
    .nullable()
    .describe('Id of the hop that caused this one: the chain is a tree without any clock.'),
  correlation: z.string(),
  kind: z.enum(hopKinds),
  type: z.string(),
  service: z.string(),
  label: z.string(),
  ref,
  injected: z.boolean(),
  atMs: number.describe('Epoch milliseconds by the clock named; null for a hop that is missing.'),
  clock: z.enum(['source', 'seen']),
  sinceRootMs: number,
  sinceCauseMs: number,
});

const step = z.looseObject({ name: z.string(), verdict, ms: z.number(), error: z.string().optional() });
const expectation = step.extend({ lastSeen: z.unknown().optional() });
const invariant = z.looseObject({
  name: z.string(),
  verdict: z.enum([...verdict.options, 'not-applicable']),
  proof: z.array(z.string()).optional(),
});

const saga = z.looseObject({
  saga: z.string(),
  instance: z.string(),
  state: z.string(),
  terminal: z.boolean(),
  steps: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.enum(['compensatable', 'pivot', 'retriable']),
      group: z.string().nullable().describe('Of steps under way at the same time.'),
      status: z.enum(stepStatuses),
    }),
  ),
  compensating: z.boolean(),
  compensation: z.array(z.string()).describe('Steps undone, or to be undone, in that order.'),
  expected: z.array(z.string()).describe('States still to come if nothing is refused.'),
});

const attempt = z.looseObject({
  name: z.string(),
  system: z.string(),
  repetition: z.int().min(1).optional(),
  attempt: z.int().min(1).optional(),
  flaky: z.literal(true).optional().describe('It passed, but not at its first attempt.'),
  verdict,
  durationMs: z.number(),
  steps: z.array(step),
  expectations: z.array(expectation),
  invariants: z.array(invariant),
  chain: z.array(hop),
  sagas: z.array(saga).optional().describe('Orchestrated sagas, step by step.'),
});
const scenario = attempt.extend({
  earlier: z.array(attempt).optional().describe('The attempts before this one, none of which passed.'),
});

export const reportSchema = z.looseObject({
  v: z.literal(1),
  verdict,
  stack: z.enum(['embedded', 'compose', 'external']),
  lab: z.string(),
  durationMs: z.number(),
  seed: z.int().optional(),
  scenarios: z.array(scenario),
  skipped: z.array(z.looseObject({ name: z.string(), system: z.string(), why: z.string() })).optional(),
  notes: z.array(z.string()).optional(),
  error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
  recording: z
    .string()
    .optional()
    .describe('Path of the file that the run was recorded to, where it is kept.'),
});
