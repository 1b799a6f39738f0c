import * as z from 'zod';
import { duration, wholeNumber } from './env-values.ts';

const broker = /^[^\s:,]+:\d+$/;

/** What every service process is told. */
export const webServiceEnv = z.object({
  SERVICE_NAME: z.string('set it to the name of this service').min(1, 'set it to the name of this service'),
  PORT: wholeNumber(0, 65_535, 'set a port from 0 (any free one) to 65535, such as PORT=8081'),
  /** In a container the loopback interface is the container's own: there 0.0.0.0. */
  HOST: z.union([z.ipv4(), z.ipv6()], 'leave it unset, or set an address such as HOST=0.0.0.0').optional(),
  TRAM_LINES_FD: wholeNumber(
    3,
    1_023,
    'leave it unset, or give the number of an open file descriptor',
  ).optional(),
  TRAM_FAULTS_FILE: z
    .string()
    .min(1, 'leave it unset, or name the file through which a lab arms faults')
    .optional(),
  LAB_PARENT: z
    .literal('stdin', 'leave it unset, or set LAB_PARENT=stdin to stop when stdin ends')
    .optional(),
});

export type WebServiceEnv = z.output<typeof webServiceEnv>;

/** And one that sends or takes messages. */
const serviceEnv = webServiceEnv.extend({
  KAFKA_BROKERS: z
    .string('set host:port of one or more brokers, such as KAFKA_BROKERS=127.0.0.1:9092')
    .transform((text) => text.split(','))
    .refine(
      (brokers) => brokers.every((address) => broker.test(address)),
      'give host:port, several divided by commas',
    ),
  KAFKA_SESSION_TIMEOUT_MS: wholeNumber(
    1_000,
    99_999,
    'leave it unset, or set milliseconds; Apache Kafka takes no less than 6000 by default',
  ).optional(),
  /** How long what was received, and sagas that ended, are kept on PostgreSQL; for ever, unless set. */
  TRAM_PURGE_AFTER: duration('leave it unset, or set how old rows are deleted, such as 12h or 7d').optional(),
});

export type ServiceEnv = z.output<typeof serviceEnv>;

const databaseUrl = url(
  /^postgres(ql)?:\/\//,
  'set it like DATABASE_URL=postgres://user@127.0.0.1:5432/order-db',
);

export const sqlServiceEnv = serviceEnv.extend({ DATABASE_URL: databaseUrl });

/** For one that neither sends nor takes messages itself. */
export const databaseServiceEnv = webServiceEnv.extend({ DATABASE_URL: databaseUrl });

export const mongoServiceEnv = serviceEnv.extend({
  MONGODB_URL: url(
    /^mongodb(\+srv)?:\/\//,
    'set it like MONGODB_URL=mongodb://127.0.0.1:27017/order-history-db',
  ),
});

/** Where another service answers: its URL, without a path. */
export function serviceUrl(name: string) {
  return url(/^https?:\/\/[^/]+$/, `set it like ${name}=http://127.0.0.1:8080`);
}

function url(shape: RegExp, fix: string) {
  return z.string(fix).regex(shape, fix);
}
