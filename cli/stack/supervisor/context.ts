import type { Look } from '../processes/ask.ts';
import type { ProcessSpec } from '../processes/launch.ts';
import type { Plan } from './plan.ts';
import type { BrokerStatus } from '../status.ts';
import type { Progress, SupervisorConfig } from './protocol.ts';

/** Decides the order of stopping: servers last, so that nobody writes to what is gone. */
export type Role = 'service' | 'relay' | 'server';

/** What the parts of a supervisor share. */
export interface Context {
  readonly config: SupervisorConfig;
  readonly plan: Plan;
  /** What every process of ours and every service inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts a process of this lab; resolves when it is ready. From then on it is started again when it dies. */
  run(role: Role, spec: ProcessSpec, look: Look): Promise<void>;
  /** Starts a server of the lab on a free port that is reserved until the lab stops; on another one if somebody took that meanwhile. */
  onFreePort<T>(name: string, start: (port: number) => Promise<T>): Promise<T>;
  progress(progress: Progress): void;
}

/** Broker and databases of a lab while they come up. */
export interface Stack {
  /** How it is labelled wherever results are shown. */
  readonly label: string;
  readonly brokerKind: BrokerStatus['kind'];
  /** Its address, once it answers and has the topics. */
  readonly broker: Promise<string>;
  /** Connection URL by name of the system file, once the database can be used. */
  readonly databases: ReadonlyMap<string, Promise<string>>;
}

/** Tells when the work begins and when it is done, with the milliseconds it took. */
export async function told<T>(
  context: Pick<Context, 'progress'>,
  what: string,
  detail: (result: T) => string,
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  context.progress({ what, state: 'starting' });
  const result = await work();
  const ms = Math.round(performance.now() - began);
  context.progress({ what, state: 'ready', detail: detail(result), ms });
  return result;
}
