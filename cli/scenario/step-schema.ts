import * as z from 'zod';
import { capture, eventually, methods, name, oneOf, requestFields, scalar, status } from './schema-parts.ts';

/** Steps that drive a process of the lab, by its name. */
export const drives = ['stop', 'start', 'kill', 'pause', 'resume'] as const;
const stepKinds = [...methods, 'eventually', ...drives, 'redeliver', 'publish'] as const;

const process = z.string().min(1);

const publish = z
  .strictObject({
    topic: z.string().min(1),
    key: scalar,
    partition: z.int().min(0).optional().describe('Without it the key decides.'),
    event: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Makes it a message in the form of the system's: an event of this type with `json` as its payload.",
      ),
    command: z.string().min(1).optional().describe('The same for a command of this type.'),
    reply: z
      .string()
      .min(1)
      .optional()
      .describe('The same for a reply of this type; `headers` say its outcome, and whose it is.'),
    json: z
      .unknown()
      .optional()
      .describe('The value as JSON; with `event`, `command` or `reply` the payload.'),
    value: z.string().optional().describe('The value as it is, such as one that is no JSON.'),
    headers: z
      .record(z.string(), z.string())
      .default({})
      .describe(
        "Headers of the record; with `event`, `command` or `reply` those of the message, over the lab's own.",
      ),
  })
  .refine(({ json, value }) => (json === undefined) !== (value === undefined), {
    message: 'exactly one of json, value must be given',
  })
  .refine(({ event, command, reply, value }) => value === undefined || !(event ?? command ?? reply), {
    message: 'a message has its payload in json, not in value',
  })
  .refine(
    ({ event, command, reply }) => [event, command, reply].filter((each) => each !== undefined).length <= 1,
    { message: 'at most one of event, command, reply can be given' },
  );

export const step = oneOf(
  stepKinds,
  z.strictObject({
    name: name.optional(),
    ...requestFields,
    status: z
      .union([status, z.literal('none')])
      .optional()
      .describe('Expected status, without it any 2xx; none: the service dies before it answers.'),
    capture: capture.optional(),
    parallel: z.int().min(2).max(1000).optional().describe('Sends the request so many times at once.'),
    eventually: eventually.optional(),
    stop: process
      .optional()
      .describe('Ends a service, relay, kafka, postgres or mongo in order, until `start`.'),
    start: process.optional().describe('Starts what was stopped.'),
    kill: process.optional().describe('Crashes it (SIGKILL); it is started again by itself.'),
    pause: process.optional().describe('It hangs (SIGSTOP), its connections stay open, until `resume`.'),
    resume: process.optional(),
    redeliver: z
      .string()
      .min(1)
      .optional()
      .describe("Puts the record of this run's last event of the type on its topic once more."),
    publish: publish.optional().describe('Puts a record on a topic, past every outbox.'),
  }),
)
  .refine((step) => step.parallel === undefined || methods.some((method) => step[method] !== undefined), {
    message: 'parallel goes with get, post, put or delete',
  })
  .refine((step) => step.parallel === undefined || step.capture === undefined, {
    message: 'of parallel requests nothing can be captured, as there are many answers',
  });

export type Step = z.output<typeof step>;
export type Publish = z.output<typeof publish>;
