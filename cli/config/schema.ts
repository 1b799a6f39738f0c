import * as z from 'zod';
import { saslMechanisms } from '../../services/tram/index.ts';
import { dashboardFields } from '../tui/config/schema.ts';

const text = z.string().min(1);
const reference = 'Texts may hold ${env:NAME} and ${file:PATH}.';

const sasl = z.strictObject({
  mechanism: z.enum(saslMechanisms),
  username: text,
  password: text.describe('${env:NAME} or ${file:PATH}; itself only for a broker on this machine.'),
});

const tls = z.strictObject({
  ca: text
    .optional()
    .describe('PEM file with the authorities to trust; without it those that Node.js knows.'),
  cert: text.optional().describe('PEM file that says who the lab is; with `key`.'),
  key: text.optional(),
});

const broker = z.strictObject({
  bootstrap: text.describe('host:port, several with commas between.'),
  sasl: sasl.optional(),
  tls: z.union([z.boolean(), tls]).optional(),
});

const database = z.strictObject({
  url: text,
  probe: text.optional().describe('The URL by which it is watched, of a role that only reads. Default: url.'),
});

const service = z.strictObject({ url: text });

/** The config file, `saga-lab.config.yaml`. Format: docs/external.md, of the dashboard's part docs/keys.md. */
export const configSchema = z.strictObject({
  ...dashboardFields,
  stack: z.enum(['embedded', 'compose', 'external']).optional().describe('As --stack says it.'),
  relay: z.enum(['wal', 'polling']).optional().describe('As --relay says it.'),
  broker: z.union([text, broker]).optional().describe(reference),
  rabbitmq: text.optional().describe(`AMQP URL, for systems that are made for RabbitMQ. ${reference}`),
  postgres: text.optional().describe(`URL of the server on which the lab makes its databases. ${reference}`),
  mongodb: text.optional().describe(`The same of MongoDB. ${reference}`),
  databases: z
    .record(text, database)
    .default({})
    .describe(
      `Databases of the system that are there already: watched, and neither made nor dropped. ${reference}`,
    ),
  services: z
    .record(text, service)
    .default({})
    .describe(
      `Services of the system that run already: asked, and neither started nor stopped. ${reference}`,
    ),
});

export type ConfigFile = z.output<typeof configSchema>;
