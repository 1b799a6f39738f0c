import * as z from 'zod';
import { type BrokerChoice, brokerKinds, kafkaBrokersShape, rabbitUrlShape } from '../broker/open-broker.ts';
import { outboxMapping, type OutboxMapping } from './outbox/outbox-mapping.ts';
import { type RelayMode, relayModes } from './session.ts';

const descriptor = z.coerce.number().int().min(3);

const pipelines = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(
        z.strictObject({
          name: z.string().min(1),
          url: z.url({ protocol: /^postgres(ql)?$/ }),
          /** Without it the outbox is Eventuate Tram's. */
          mapping: outboxMapping.optional(),
        }),
      )
      .min(1),
  );

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const duration = z
  .string()
  .regex(/^[1-9]\d*(ms|s|m|h|d)$/, 'is not a duration such as 500ms, 90s, 30m, 12h or 7d')
  .transform((text) => {
    const unit = text.replace(/^\d+/, '') as keyof typeof unitMs;
    return Number.parseInt(text, 10) * unitMs[unit];
  });

const environment = z
  .object({
    RELAY_NAME: z.string().min(1),
    RELAY_PIPELINES: pipelines,
    RELAY_MODE: z.enum(relayModes).default('wal'),
    RELAY_PURGE_AFTER: duration.optional(),
    BROKER_KIND: z.enum(brokerKinds).default('kafka'),
    KAFKA_BROKERS: z.string().default(''),
    RABBITMQ_URL: z.string().default(''),
    PORT: z.coerce.number().int().min(0).max(65_535),
    HOST: z.string().default('127.0.0.1'),
    TRAM_LINES_FD: descriptor.optional(),
    TRAM_FAULTS_FILE: z.string().min(1).optional(),
    LAB_PARENT: z.literal('stdin').optional(),
  })
  .refine(
    ({ BROKER_KIND, KAFKA_BROKERS }) => BROKER_KIND !== 'kafka' || kafkaBrokersShape.test(KAFKA_BROKERS),
    {
      path: ['KAFKA_BROKERS'],
      message: 'is not host:port[,host:port...]',
    },
  )
  .refine(
    ({ BROKER_KIND, RABBITMQ_URL }) => BROKER_KIND !== 'rabbitmq' || rabbitUrlShape.test(RABBITMQ_URL),
    {
      path: ['RABBITMQ_URL'],
      message: 'is not amqp://user:password@host:port',
    },
  );

export interface RelayEnvironment {
  readonly name: string;
  readonly pipelines: readonly {
    readonly name: string;
    readonly url: string;
    readonly mapping?: OutboxMapping | undefined;
  }[];
  readonly mode: RelayMode;
  /** Rows confirmed longer ago are deleted; undefined: they stay. */
  readonly purgeAfterMs: number | undefined;
  readonly broker: BrokerChoice;
  readonly port: number;
  readonly host: string;
  readonly linesFd: number | undefined;
  /** Through which a lab arms faults. */
  readonly faultsFile: string | undefined;
  /** The parent holds our stdin open as long as it lives. */
  readonly parentOnStdin: boolean;
}

const example = '[{"name":"order-db","url":"postgres://localhost:5432/order"}]';

/** Throws an Error that names each variable that is missing or wrong. */
export function readEnvironment(variables: NodeJS.ProcessEnv): RelayEnvironment {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is wrong. ${faults.join('; ')}. RELAY_PIPELINES looks like ${example}`);
  }
  const { data } = parsed;
  return {
    name: data.RELAY_NAME,
    pipelines: data.RELAY_PIPELINES,
    mode: data.RELAY_MODE,
    purgeAfterMs: data.RELAY_PURGE_AFTER,
    broker: brokerOf(data),
    port: data.PORT,
    host: data.HOST,
    linesFd: data.TRAM_LINES_FD,
    faultsFile: data.TRAM_FAULTS_FILE,
    parentOnStdin: data.LAB_PARENT === 'stdin',
  };
}

function brokerOf(data: z.output<typeof environment>): BrokerChoice {
  const { RELAY_NAME: clientId, BROKER_KIND: kind, KAFKA_BROKERS, RABBITMQ_URL: url } = data;
  if (kind === 'rabbitmq') return { kind, url, clientId };
  return { kind, brokers: KAFKA_BROKERS.split(','), clientId };
}
