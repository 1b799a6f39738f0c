import type { LoadedScenario } from './load.ts';
import type { RunLimits, RunPorts } from './ports.ts';

/** What it takes to ask a service of a lab, in a scenario or out of one. */
export interface Asking {
  readonly ports: Pick<RunPorts, 'http' | 'services' | 'newId' | 'signal'>;
  readonly variables: Map<string, unknown>;
  /** Ends whatever is asked. */
  readonly deadline: AbortSignal;
}

/** One scenario while it runs. */
export interface CurrentRun extends Asking {
  readonly loaded: LoadedScenario;
  readonly ports: RunPorts;
  readonly limits: RunLimits;
  readonly variables: Map<string, unknown>;
  /** Root ids of the run's requests, in order: what belongs to this run is what carries one of them. */
  readonly correlations: string[];
  /** Processes of the lab that its steps stopped, paused or killed, and that have not been put right since. */
  readonly disturbed: Map<string, Disturbance>;
  /** Aborts at the scenario's time limit, and at the user's stop. */
  readonly deadline: AbortSignal;
}

export type Disturbance = 'stopped' | 'paused' | 'killed';
