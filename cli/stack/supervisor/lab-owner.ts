import type { Controlled } from './control-server.ts';
import type { Phase, Progress, SupervisorConfig } from './protocol.ts';
import type { Sentinel } from '../processes/sentinel.ts';

export interface LabOwnerOptions {
  readonly config: SupervisorConfig;
  readonly sentinel: Sentinel;
  readonly progress: (progress: Progress) => void;
  readonly log: (line: string) => void;
  /** Another pid or state. */
  readonly onChange: () => void;
  /** Last part of stopping, when no process runs any more. */
  readonly cleanUp: () => Promise<void>;
}

/** Who runs all that is in a lab, from the first to the last. */
export interface LabOwner extends Controlled {
  readonly phase: Phase;
  /** What is to be ended if this process can no longer do so. */
  readonly processes: readonly { readonly name: string; readonly pid: number | null }[];
  /** Resolves when everything is ready; rejects with the first failure, others may still be under way. */
  start(): Promise<void>;
}
