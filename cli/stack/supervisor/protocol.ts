import type { KafkaSecurity } from '../../../services/tram/index.ts';
import type { System } from '../../systems/system.ts';
import type { LabHome } from '../paths.ts';
import type { LabFiles } from '../lab-files.ts';
import type { BrokerStatus, RelayMode } from '../status.ts';

/** First line on the supervisor's stdin, as JSON: it may hold passwords, which an argument would show to everyone. */
export interface SupervisorConfig {
  readonly lab: string;
  readonly files: LabFiles;
  readonly home: LabHome;
  readonly systems: readonly { readonly system: System; readonly folder: string }[];
  readonly stack: StackChoice;
  readonly relay: RelayMode;
  readonly ephemeral: boolean;
  readonly readyWithinMs: number;
}

export type StackChoice =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'compose';
      /** Absolute path of a compose file; undefined: the one that comes with the system. */
      readonly file?: string | undefined;
      /** A project that runs already, which the lab neither starts nor stops. */
      readonly project?: string | undefined;
    }
  | {
      readonly kind: 'external';
      /** Kafka, where the lab's systems are made for it: host:port, several with commas between. */
      readonly broker?: string | undefined;
      /** AMQP URL, where they are made for RabbitMQ. */
      readonly rabbitmq?: string | undefined;
      readonly security?: KafkaSecurity | undefined;
      /** The server on which the lab makes its databases, where it makes any. */
      readonly postgres?: string | undefined;
      readonly mongodb?: string | undefined;
      /** Databases that are there already, by their names in the system file. */
      readonly databases?: Readonly<Record<string, GivenDatabase>>;
    };

export interface GivenDatabase {
  readonly url: string;
  /** By which the probes watch it, where that is another. */
  readonly probe?: string | undefined;
}

export interface Progress {
  readonly what: string;
  readonly state: 'starting' | 'ready' | 'note';
  readonly detail?: string;
  readonly ms?: number;
}

/** Lines on the supervisor's stdout, as JSON, until `ready` or `failed`. */
export type SupervisorMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly message: string };

export type Phase = 'starting' | 'started' | 'stopping';

/** Answer to GET /lab. Once started, all but the phase stays as it is; before, some of it is not known yet. */
export interface LabDescription {
  readonly phase: Phase;
  readonly stack: StackChoice['kind'];
  readonly label: string;
  readonly services: Readonly<Record<string, string>>;
  readonly databases: Readonly<Record<string, string>>;
  readonly broker: string;
  readonly brokerKind: BrokerStatus['kind'];
  readonly security?: KafkaSecurity | undefined;
  /** Base URL of RabbitMQ's management, where it is known. */
  readonly management?: string | undefined;
  readonly given: Readonly<Record<string, string>>;
  readonly lines: Readonly<Record<string, string>>;
  readonly logs: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
}

export const verbs = ['stop', 'start', 'kill', 'restart', 'pause', 'resume'] as const;
export type Verb = (typeof verbs)[number];
