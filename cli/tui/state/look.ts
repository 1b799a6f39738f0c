import type { Hop } from '../../model/hop.ts';
import type { Scalar } from '../../scenario/scalar.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RecordPlace } from '../ledger/entries.ts';

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
  /** Whether a filter may look at more rows before the next picture; absent where it may look at all of them. */
  readonly mayReadOn?: () => boolean;
  /** Moments, of all there are, at which something of this chain was seen, ascending; absent where nobody can tell. */
  readonly momentsOf?: (picked: Picked) => readonly number[];
  /** How many moments had passed when this record was seen; undefined where it was not. */
  readonly momentOfRecord?: (place: RecordPlace) => number | undefined;
}

/** Where the moments come from. */
export interface SessionInfo {
  readonly source: 'live' | 'recording';
  /** Names of the systems, in order. */
  readonly systems: readonly string[];
  /** How the stack is called wherever results are shown, e.g. `embedded broker, not Apache Kafka`. */
  readonly label: string;
  readonly lab: string;
  /** Of the lab: `starting`, `up`, `degraded`, `gone`, `failed`; of a recording `recorded`. */
  readonly state: string;
  /** What the lab is doing while it is not up. */
  readonly detail: string;
  /** What is wrong, and what to do, in one line; absent while all is well. */
  readonly trouble?: string | undefined;
  /** Where the lab's servers are; absent while it is not up, and of a recording. */
  readonly endpoints?: Endpoints;
  /** What can be run; absent where nothing can. */
  readonly scenarios?: readonly ScenarioInfo[];
  /** Processes that can be driven by name, such as `order-service`, `relay` and `kafka`. */
  readonly processes?: readonly string[];
  /** How the lab's relay learns what committed; absent where there is none, or what it wrote has to tell. */
  readonly relayMode?: 'wal' | 'polling';
  /** Absent where nobody teaches. */
  readonly lesson?: Lesson;
}

/** What a teacher says of the moment that is shown. */
export interface Lesson {
  /** What happened. */
  readonly sentence: string;
  /** What would be missing if it broke; empty where that cannot be said. */
  readonly missing: string;
  /** Where it is best looked at, in words; empty where that is anywhere. */
  readonly place: string;
  /** What lights up as long as the user chose nothing else. */
  readonly picked: Picked | null;
  /** Which of so many it is, from 1. */
  readonly step: number;
  readonly steps: number;
}

/** Addresses as one would type them. */
export interface Endpoints {
  /** Base URL by service, without a trailing slash. */
  readonly services: Readonly<Record<string, string>>;
  /** Connection URL by database of the system file. */
  readonly databases: Readonly<Record<string, string>>;
  /** `host:port` */
  readonly broker: string;
  /** Base URL of RabbitMQ's management, where it is known. */
  readonly management?: string;
}

export interface ScenarioInfo {
  /** `system/name` */
  readonly id: string;
  readonly about: string;
  /** Defaults of its variables. */
  readonly vars: Readonly<Record<string, Scalar>>;
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
