import type { KafkaSecurity } from '../../services/tram/index.ts';
import type { BrokerStatus, LabStatus } from './status.ts';

/** A lab that is up: what `run`, the probes and the commands may know of a stack, whichever kind it is. */
export interface Lab {
  readonly name: string;
  readonly stack: LabStatus['stack'];
  /** How the stack is labelled wherever results are shown, e.g. `embedded broker, not Apache Kafka`. */
  readonly label: string;
  /** Asks the supervisor afresh. Rejects with StackError when the lab is gone. */
  status(): Promise<LabStatus>;
  /** Base URL by service name, without a trailing slash. */
  readonly services: Readonly<Record<string, string>>;
  /** Connection URL by database name of the system file. */
  readonly databases: Readonly<Record<string, string>>;
  /** Databases that were there before the lab, which it neither makes nor drops: the URL by which they are watched. */
  readonly given: Readonly<Record<string, string>>;
  /** Kafka bootstrap, `host:port`; of external servers several with commas between; of RabbitMQ the AMQP URL. */
  readonly broker: string;
  /** What runs, whatever the system is made for. */
  readonly brokerKind: BrokerStatus['kind'];
  /** Base URL of RabbitMQ's management, where the lab knows it. */
  readonly management?: string | undefined;
  /** How the broker is to be spoken to, where not in clear. */
  readonly security?: KafkaSecurity | undefined;
  /** File of structured lines by process name (services and relays); empty where none can be observed. */
  readonly lines: Readonly<Record<string, string>>;
  /** File of what a process says to people, by the same names. */
  readonly logs: Readonly<Record<string, string>>;
  /** File through which faults are armed (ADR 12), by process name (services and relays). */
  readonly faults: Readonly<Record<string, string>>;
  /** True when this process started it, false when it was running already. */
  readonly owned: boolean;
  /**
   * Drives one process of the lab by its name (a service, `relay`, `kafka`, `postgres`, `mongo`); resolves when done.
   * `kill` is a crash: the process is started again by itself. `stop` lasts until `start`, `pause` (it hangs, its
   * connections stay open) until `resume`. Rejects with StackError where that cannot be done, or the process is not the
   * lab's, and with UsageError where there is none of that name.
   */
  control(verb: ControlVerb, process: string): Promise<void>;
  /** Stops everything that the lab started; resolves when nothing runs any more. Stopping twice is harmless. */
  stop(): Promise<void>;
}

/** Whether lines can be read of anybody; of whom not, `observedIn` says. */
export function linesObservable({ lines }: Pick<Lab, 'lines'>): boolean {
  return Object.keys(lines).length > 0;
}

export type ControlVerb = 'stop' | 'start' | 'kill' | 'restart' | 'pause' | 'resume';
