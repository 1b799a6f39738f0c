/** The document of `status --json`: a stable contract, version 1 (docs/formats.md). */
export interface LabStatus {
  readonly v: 1;
  readonly lab: string;
  readonly state: 'up' | 'starting' | 'degraded' | 'down';
  readonly stack: 'embedded' | 'compose' | 'external';
  readonly systems: readonly string[];
  readonly services: readonly ServiceStatus[];
  readonly databases: readonly DatabaseStatus[];
  readonly brokers: readonly BrokerStatus[];
  readonly relays: readonly RelayStatus[];
  /** What else is in a project of containers and has ended, such as a migration. */
  readonly jobs?: readonly JobStatus[];
}

export interface JobStatus {
  readonly name: string;
  /** `failed`: with another exit code than 0. */
  readonly state: 'done' | 'failed';
  readonly container: string | null;
}

export interface ServiceStatus {
  readonly name: string;
  readonly system: string;
  readonly url: string;
  /** URL of the page that people open in a browser, of a service that has one. */
  readonly page?: string;
  /** Of a process of the lab: in a container it is null, and `container` the container's name. */
  readonly pid: number | null;
  readonly container: string | null;
  readonly state: ProcessState;
  readonly restarts: number;
  /** Whether it answered just now; false where it hangs or is stopped. */
  readonly answers: boolean;
  /** Why it does not run, where that is known. */
  readonly detail?: string;
}

export type ProcessState = 'starting' | 'ready' | 'paused' | 'restarting' | 'failed' | 'stopped';

export interface DatabaseStatus {
  readonly name: string;
  readonly kind: 'postgres' | 'mongodb';
  readonly url: string;
  readonly pid: number | null;
  readonly container: string | null;
  /** How its container is, where that is known. */
  readonly state?: ProcessState;
}

export interface BrokerStatus {
  readonly name: string;
  readonly kind: 'kafka' | 'rabbitmq';
  /** Kafka's bootstrap, `host:port`; of RabbitMQ the AMQP URL. */
  readonly url: string;
  readonly pid: number | null;
  readonly container: string | null;
  /** How its container is, where that is known. */
  readonly state?: ProcessState;
}

/** What a lab calls the processes of its servers. */
export const processOf = {
  postgres: 'postgres',
  mongodb: 'mongo',
  kafka: 'kafka',
  rabbitmq: 'rabbitmq',
} as const;

/** Of every lab's own processes: no service has such a name, else one would be taken for the other. */
export const ownNames: readonly string[] = [...Object.values(processOf), 'relay'];

/** How the relay learns what committed: it streams the write-ahead log, or polls the outbox. */
export type RelayMode = 'wal' | 'polling';

export interface RelayStatus {
  readonly name: string;
  readonly mode: RelayMode;
  readonly pid: number | null;
  readonly container: string | null;
  readonly state: ProcessState;
  /** `bytes` of WAL; 0 where it polls, as it does not read the WAL. Null of Debezium Server, which does not say. */
  readonly lag: { readonly messages: number; readonly bytes: number } | null;
  /** Whether it said so just now; false where it hangs or is stopped, and may be further behind. */
  readonly answers: boolean;
  readonly detail?: string;
}

/** What a service's status says of its page; nothing where it has none, or is not known to be anywhere yet. */
export function pageOf(url: string, path: string | undefined): Pick<ServiceStatus, 'page'> {
  return path === undefined || url === '' ? {} : { page: `${url}${path}` };
}
