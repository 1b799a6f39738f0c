import * as z from 'zod';

const text = z.string().min(1);

const instance = z.strictObject({
  database: z.string(),
  table: text,
  key: text,
  state: text,
  /** Where one table holds sagas of several types: which of its rows are this saga's. */
  type: z.strictObject({ column: text, equals: text }).optional(),
  /** Of an orchestrated saga: column with JSON, name of a step -> its status. */
  steps: text.optional().describe('Default of an orchestrated saga: steps.'),
});

const stepKinds = ['compensatable', 'pivot', 'retriable'] as const;

const stepName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes, beginning with a letter');

const work = {
  /** Type of the command that is sent; a step without one is the orchestrator's own work. */
  command: text.optional(),
  channel: text.optional().describe('Topic of the command, and of its compensation.'),
  replies: z.array(text).default([]).describe('Types of the replies, whatever their outcome.'),
  timeouts: z
    .array(text)
    .default([])
    .describe(
      'Of the replies, those that refuse nothing: whoever had to do it was not reached, or not in time.',
    ),
  compensation: z
    .union([text, z.literal(true)])
    .optional()
    .describe("Type of the command that undoes it; true where that is the orchestrator's own work."),
  conditional: z.boolean().default(false).describe('It may be passed over.'),
};

const single = z.strictObject({ name: stepName, kind: z.enum(stepKinds), ...work });

/** Exactly one of `kind` and `parallel`: a step, or a group of steps under way at the same time. */
const step = z
  .strictObject({
    name: stepName,
    kind: z.enum(stepKinds).optional(),
    ...work,
    parallel: z.array(single).min(1).optional(),
  })
  .superRefine(({ name, kind, parallel, ...rest }, context) => {
    if ((kind === undefined) === (parallel === undefined))
      context.addIssue(`step ${name}: exactly one of kind, parallel must be given`);
    const own = [rest.command, rest.channel, rest.compensation].some((each) => each !== undefined);
    if (parallel !== undefined && own)
      context.addIssue(`step ${name}: command, channel and compensation belong to the steps in parallel`);
  });

/** Choreographed: its states written out. Orchestrated: its steps, from which they follow. */
export const saga = z
  .strictObject({
    instance,
    initial: z.array(text).min(1).optional(),
    transitions: z.record(z.string(), z.array(z.string())).optional(),
    terminal: z.array(text).min(1).optional(),
    steps: z.array(step).min(1).optional(),
  })
  .superRefine(({ steps, ...states }, context) => {
    const { initial, transitions, terminal } = states;
    const written = Object.entries({ initial, transitions, terminal });
    const there = written.filter(([, value]) => value !== undefined).map(([name]) => name);
    if (steps !== undefined && there.length > 0)
      context.addIssue(`with steps, ${there.join(', ')} must be left out: they follow from the steps`);
    if (steps === undefined && there.length < written.length)
      context.addIssue('either initial, transitions and terminal must be given, or steps');
  });

export type SagaDefinition = z.infer<typeof saga>;
export type SagaStepDefinition = z.infer<typeof single>;
