import * as z from 'zod';
import { brokerKinds, kafkaBrokersShape, rabbitUrlShape, saslMechanisms } from '../../tram/index.ts';
import { duration, wholeNumber } from './env-values.ts';

/** So that all wrong variables are told at once. */
const always = () => true;

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

/** And one that sends or takes messages. Of the address of a broker that it does not use, nothing is asked. */
const serviceEnv = webServiceEnv
  .extend({
    BROKER_KIND: z
      .enum(brokerKinds, `leave it unset for kafka, or set ${brokerKinds.join(' or ')}`)
      .default('kafka'),
    KAFKA_BROKERS: z.string().optional(),
    RABBITMQ_URL: z.string().optional(),
    KAFKA_SASL_MECHANISM: z
      .enum(saslMechanisms, `leave it unset, or set ${saslMechanisms.join(', ')}`)
      .optional(),
    KAFKA_SASL_USERNAME: z.string().min(1, 'leave it unset, or name the user').optional(),
    KAFKA_SASL_PASSWORD: z.string().min(1, "leave it unset, or give the user's password").optional(),
    KAFKA_SSL: z.literal('true', 'leave it unset, or set KAFKA_SSL=true').optional(),
    KAFKA_SSL_CA: pemFile(),
    KAFKA_SSL_CERT: pemFile(),
    KAFKA_SSL_KEY: pemFile(),
    KAFKA_SESSION_TIMEOUT_MS: wholeNumber(
      1_000,
      99_999,
      'leave it unset, or set milliseconds; Apache Kafka takes no less than 6000 by default',
    ).optional(),
    /** How long what was received, and sagas that ended, are kept on PostgreSQL; for ever, unless set. */
    TRAM_PURGE_AFTER: duration(
      'leave it unset, or set how old rows are deleted, such as 12h or 7d',
    ).optional(),
  })
  .refine(
    ({ BROKER_KIND, KAFKA_BROKERS = '' }) =>
      BROKER_KIND === 'rabbitmq' || kafkaBrokersShape.test(KAFKA_BROKERS),
    {
      path: ['KAFKA_BROKERS'],
      message:
        'set host:port of one or more brokers, divided by commas, such as KAFKA_BROKERS=127.0.0.1:9092',
      when: always,
    },
  )
  .refine(
    ({ BROKER_KIND, RABBITMQ_URL = '' }) => BROKER_KIND !== 'rabbitmq' || rabbitUrlShape.test(RABBITMQ_URL),
    {
      path: ['RABBITMQ_URL'],
      message: 'set the URL of the server, such as RABBITMQ_URL=amqp://guest:guest@127.0.0.1:5672',
      when: always,
    },
  );

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

function pemFile() {
  return z.string().min(1, 'leave it unset, or name a PEM file').optional();
}

function url(shape: RegExp, fix: string) {
  return z.string(fix).regex(shape, fix);
}
