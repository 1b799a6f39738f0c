import { pageOf, type LabStatus, type ProcessState, type RelayMode, type RelayStatus } from '../status.ts';
import type { Plan } from '../supervisor/plan.ts';
import type { Phase } from '../supervisor/protocol.ts';
import { relayName } from '../supervisor/relay.ts';
import type { Addresses } from './addresses.ts';
import { type ContainerState, unknownState } from './container-state.ts';
import { modeOf, type RelayContainer } from './relay-container.ts';

interface ComposeView {
  readonly lab: string;
  readonly plan: Plan;
  /** What `--relay` says. */
  readonly mode: RelayMode;
  readonly relay: RelayContainer | undefined;
  readonly phase: Phase;
  readonly states: ReadonlyMap<string, ContainerState>;
  readonly addresses: Addresses;
  /** Names of the containers that the lab cannot do without. */
  readonly needed: ReadonlySet<string>;
  /** Names of those that end when they are done, or have failed. */
  readonly jobs: readonly string[];
  readonly lag: RelayStatus['lag'];
  readonly relayAnswers: boolean;
  /** Names of the services that answered just now. */
  readonly answering: ReadonlySet<string>;
}

/** Containers have no pid that a user could kill; they have a name. */
export function composeStatus(view: ComposeView): LabStatus {
  const { plan, addresses } = view;
  const stateOf = (name: string) => view.states.get(name) ?? unknownState;
  const server = (name = '') => {
    const { state, container } = stateOf(name);
    return { pid: null, container, ...(container !== null && { state: processState(state) }) };
  };
  return {
    v: 1,
    lab: view.lab,
    state: labState(view),
    stack: 'compose',
    systems: plan.systems,
    services: plan.services.map(({ name, system, page }) => {
      const { state, restarts, container } = stateOf(name);
      const url = addresses.services.get(name) ?? '';
      const where = { url, ...pageOf(url, page), pid: null, container };
      const answers = view.answering.has(name);
      return { name, system, ...where, state: processState(state), restarts, answers };
    }),
    databases: plan.databases.map(({ name, kind }) => {
      const url = addresses.databases.get(name) ?? '';
      return { name, kind, url, ...server(addresses.servers.databases.get(name)) };
    }),
    brokers: [
      {
        name: plan.broker,
        kind: plan.broker,
        url: addresses.broker,
        ...server(addresses.servers.broker),
      },
    ],
    relays:
      plan.relayed.length === 0
        ? []
        : [
            {
              name: relayName,
              mode: modeOf(view.relay, view.mode),
              pid: null,
              container: stateOf(view.relay?.service ?? relayName).container,
              state: processState(stateOf(view.relay?.service ?? relayName).state),
              lag: view.lag,
              answers: view.relayAnswers,
            },
          ],
    ...jobsOf(view),
  };
}

/** What has ended as it should, and jobs that have failed; no field where there is none. */
function jobsOf({ states, jobs, needed }: ComposeView): Pick<LabStatus, 'jobs'> {
  const isJob = (name: string) => jobs.includes(name) && !needed.has(name);
  const ended = [...states].flatMap(([name, { state, container }]) =>
    state === 'done' || (state === 'failed' && isJob(name)) ? [{ name, state, container }] : [],
  );
  return ended.length === 0 ? {} : { jobs: ended };
}

/** Of what a lab cannot do without nothing is ever done. */
function processState(state: ContainerState['state']): ProcessState {
  return state === 'done' ? 'stopped' : state;
}

/** One that is ready and says nothing hangs. What else is in a project is not the lab's to judge: a job ends when it is done. */
function labState(view: ComposeView): LabStatus['state'] {
  const { phase, states, plan, needed, answering, relayAnswers } = view;
  if (phase === 'starting') return 'starting';
  if (phase === 'stopping') return 'down';
  const answer =
    plan.services.every(({ name }) => answering.has(name)) && (relayAnswers || plan.relayed.length === 0);
  return answer && [...needed].every((name) => states.get(name)?.state === 'ready') ? 'up' : 'degraded';
}
