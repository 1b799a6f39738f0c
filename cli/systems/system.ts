import * as z from 'zod';
import { invariant } from './invariant-schema.ts';
import { jsonPath, mapping } from './mapping-schema.ts';
import { redactRulePattern } from './redact-rule.ts';
import { saga } from './sagas/saga-schema.ts';

/** The system file (`system.yaml`): all that the lab knows of a system. Format: docs/formats.md. */
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes, beginning with a letter');
const column = z.string().min(1);
/** As the broker and the inbox know it. */
const subscriber = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/, 'letters, digits, underscores and dashes, beginning with a letter');

const database = z.strictObject({ kind: z.enum(['postgres', 'mongodb']) });

const service = z.strictObject({
  /** Started in the folder of the system file; `node` is the Node.js that runs the lab. */
  command: z.array(z.string()).min(1).optional(),
  port: z.int().min(1).max(65535).optional(),
  /** Of a service that runs already, in place of `command` and `port`: it is neither started nor stopped. */
  url: z
    .string()
    .regex(/^https?:\/\/[^/?#\s]+\/?$/, 'the URL of a service without a path, such as http://127.0.0.1:8081')
    .optional(),
  health: z.string().startsWith('/'),
  page: z
    .string()
    .regex(/^\/[^\s]*$/, 'a path such as /ui')
    .optional()
    .describe('Path of the page that people open in a browser, of a service that has one.'),
  /** Values may name `{{broker}}` (Kafka's bootstrap, or an AMQP URL), `{{broker.kind}}`, `{{databases.<name>}}` and `{{services.<name>}}` (its URL). PORT and SERVICE_NAME are always set. */
  env: z.record(z.string(), z.string()).default({}),
  /** False for a service that writes none of tram's structured lines: what only they tell is not expected of it. */
  lines: z.boolean().default(true),
});

const messaging = z.strictObject({
  service: name,
  mapping,
  relay: z
    .enum(['lab', 'debezium', 'none'])
    .default('lab')
    .describe(
      'Who brings its outbox to the broker: the relay of the lab; Debezium, where the stack has it, else the relay of the lab; or the system itself.',
    ),
});

const consumer = z.strictObject({
  service: name,
  inbox: name.optional(),
  views: z.array(name).default([]),
  idempotent: z
    .boolean()
    .default(false)
    .describe('Handling a message again changes and sends nothing, so that no inbox is needed for that.'),
  /** topic -> message type -> what must follow */
  handles: z.record(
    z.string(),
    z.record(z.string(), z.strictObject({ emits: z.array(z.string()).default([]) })),
  ),
});

const table = z.strictObject({
  key: z.array(column).min(1),
  /** Column with the id of the request or message that made or changed a row last, where no outbox or inbox row says that. */
  cause: column.optional(),
  /** How a request that knows nothing of the lab names the row, by its key. */
  request: z
    .strictObject({
      answer: jsonPath.optional().describe('Where the answer has the key.'),
      path: z
        .string()
        .regex(/^\/[^{}]*\{[^{}/]*\}[^{}]*$/, 'a path such as /orders/{id}')
        .optional()
        .describe('Where the path has the key, such as /orders/{id}; what is below it is meant too.'),
      column: column.optional().describe('Of the row; without it, the first of its key.'),
      service: name.optional().describe('Without it, the service whose database it is.'),
    })
    .refine(({ answer, path }) => answer !== undefined || path !== undefined, 'needs answer, path or both')
    .optional(),
});

const projection = z.strictObject({ document: z.string(), set: z.record(z.string(), z.unknown()) });

const view = z.strictObject({
  database: name,
  collection: z.string().min(1),
  guards: z.string().min(1),
  fold: z.record(z.string().regex(/^[^/]+\/[^/]+$/, '<topic>/<event type>'), projection),
});

export const systemSchema = z.strictObject({
  version: z.literal(1),
  name,
  about: z.string().default(''),
  /** What the system is made for; the embedded stack has Kafka only, and says so. */
  broker: z.enum(['kafka', 'rabbitmq']).default('kafka'),
  databases: z.record(name, database),
  services: z.record(name, service),
  messaging: z.record(name, messaging).default({}),
  topics: z.record(z.string(), z.strictObject({ partitions: z.int().min(1).max(64).default(1) })).default({}),
  consumers: z.record(subscriber, consumer).default({}),
  tables: z.record(name, z.record(column, table)).default({}),
  sagas: z.record(name, saga).default({}),
  views: z.record(name, view).default({}),
  invariants: z.record(name, invariant).default({}),
  load: z
    .string()
    .regex(/\.ya?ml$/, 'the path of a load file, relative to this one')
    .optional()
    .describe('How `soak` and `bench` begin sagas: the path of a load file, relative to this one.'),
  /** Fields whose values are written to no recording: names, or dotted paths that end in one. */
  redact: z
    .array(
      z.string().regex(redactRulePattern, 'the name of a field, or a dotted path such as customers.name'),
    )
    .default([]),
});

export type { InboxColumns, OutboxColumns, RecordPlace, RecordPlaces } from './mapping-schema.ts';
export type { SagaDefinition, SagaStepDefinition } from './sagas/saga-schema.ts';

export type System = z.infer<typeof systemSchema>;
export type {
  InvariantDefinition,
  RowsDefinition,
  SideDefinition,
  SumDefinition,
} from './invariant-schema.ts';
