import {
  pageOf,
  type BrokerStatus,
  type DatabaseStatus,
  type LabStatus,
  type ProcessState,
  type RelayMode,
  type RelayStatus,
  type ServiceStatus,
} from '../status.ts';
import { relayName } from './relay.ts';
import type { Plan } from './plan.ts';
import type { Phase, StackChoice } from './protocol.ts';

export interface ProcessView {
  readonly state: ProcessState;
  readonly pid: number | null;
  readonly restarts: number;
  readonly detail?: string;
}

/** All that a status document is made of. */
export interface LabView {
  readonly lab: string;
  readonly stack: StackChoice['kind'];
  readonly plan: Plan;
  readonly relay: RelayMode;
  readonly phase: Phase;
  readonly processes: ReadonlyMap<string, ProcessView>;
  /** Base URL by service. */
  readonly urls: ReadonlyMap<string, string>;
  /** Empty until known. */
  readonly broker: string;
  readonly brokerKind: BrokerStatus['kind'];
  readonly databases: ReadonlyMap<string, string>;
  readonly lag: RelayStatus['lag'];
  readonly relayAnswers: boolean;
  /** Names of the services that answered just now. */
  readonly answering: ReadonlySet<string>;
}

export function statusDocument(view: LabView): LabStatus {
  return {
    v: 1,
    lab: view.lab,
    state: stateOf(view),
    stack: view.stack,
    systems: view.plan.systems,
    services: [...view.plan.services, ...view.plan.given].map((service) => serviceStatus(view, service)),
    databases: view.plan.databases.map((database) => databaseStatus(view, database)),
    brokers: brokers(view),
    relays: relays(view),
  };
}

/** One that is ready and says nothing hangs. */
function stateOf({ phase, processes, plan, answering, relayAnswers }: LabView): LabStatus['state'] {
  if (phase === 'starting') return 'starting';
  if (phase === 'stopping') return 'down';
  const answer =
    plan.services.every(({ name }) => answering.has(name)) && (relayAnswers || plan.relayed.length === 0);
  return answer && [...processes.values()].every(({ state }) => state === 'ready') ? 'up' : 'degraded';
}

function serviceStatus(
  view: LabView,
  { name, system, page }: Plan['services'][number] | Plan['given'][number],
): ServiceStatus {
  const url = view.urls.get(name) ?? '';
  return {
    name,
    system,
    url,
    ...pageOf(url, page),
    container: null,
    ...processOf(view, name),
    answers: view.answering.has(name),
  };
}

function databaseStatus(view: LabView, { name, kind }: Plan['databases'][number]): DatabaseStatus {
  const { pid } = processOf(view, kind === 'postgres' ? 'postgres' : 'mongo');
  return { name, kind, url: view.databases.get(name) ?? '', pid, container: null };
}

function brokers(view: LabView): readonly BrokerStatus[] {
  const { broker: url, brokerKind: kind } = view;
  return [{ name: kind, kind, url, pid: processOf(view, kind).pid, container: null }];
}

function relays(view: LabView): readonly RelayStatus[] {
  if (view.plan.relayed.length === 0) return [];
  const { restarts: _restarts, ...process } = processOf(view, relayName);
  const { relay: mode, lag, relayAnswers: answers } = view;
  return [{ name: relayName, mode, ...process, container: null, lag, answers }];
}

function processOf({ processes }: LabView, name: string): ProcessView {
  return processes.get(name) ?? { state: 'starting', pid: null, restarts: 0 };
}
