import type { Hop } from '../../model/hop.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** What there is to see: everything up to one moment of the timeline. */
export interface Look {
  readonly ledger: Ledger;
  /** How many moments the timeline holds; more than the ledger has where the screen is paused or scrubbed. */
  readonly total: number;
  /** Moments that are on disk only, because memory does not hold them any more. */
  readonly spooled: number;
  /** Epoch milliseconds to which ages are told: the present where the screen is live. */
  readonly nowMs: number;
  readonly session: SessionInfo;
}

/** Where the moments come from. */
export interface SessionInfo {
  readonly source: 'live' | 'recording';
  /** Names of the systems, in order. */
  readonly systems: readonly string[];
  /** How the stack is called wherever results are shown, e.g. `embedded broker, not Apache Kafka`. */
  readonly label: string;
  readonly lab: string;
  /** Of the lab: `starting`, `up`, `degraded`, `down`; of a recording `recorded`. */
  readonly state: string;
  /** What the lab is doing while it is not up. */
  readonly detail: string;
}

/** What is chosen, in whichever pane: a place in a causal chain. */
export interface Picked {
  readonly system: string;
  readonly correlation: string;
  /** The hop chosen; null where only its chain is known. */
  readonly hop: string | null;
}

/** What lights up because of it. */
export interface Lit {
  /** The whole chain of what is chosen; empty where nothing is. */
  readonly chain: readonly Hop[];
  /** Ids of the hops of that chain. */
  readonly hops: ReadonlySet<string>;
  /** Of these, the one chosen, all that led to it, and all that came of it. */
  readonly lineage: ReadonlySet<string>;
}
