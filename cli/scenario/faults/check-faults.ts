import type { Seam } from '../../../services/tram/index.ts';
import { eventTypesOf } from '../../systems/event-types.ts';
import { hint } from '../../systems/nearest.ts';
import type { System } from '../../systems/system.ts';
import type { Path } from '../../systems/yaml-file.ts';
import { type FaultPoint, parseAction, parsePoint } from './grammar.ts';
import { stepsIn } from '../../model/sagas/saga-steps.ts';
import { commandsIn, resolvePoint, sagaOf, type ArmedPoint } from './resolve-point.ts';
import type { Fault } from './fault-schema.ts';

const relayProcess = 'relay';

/** What can be done at which seam; what is not here makes no sense there. */
type Table = Partial<Record<Seam, readonly string[]>>;

const anywhere = ['crash', 'delay', 'fail'];
const tables = {
  relay: { 'after-commit': [...anywhere, 'drop'], 'after-publish': [...anywhere, 'duplicate'] },
  inbox: {
    'before-handle': [...anywhere, 'drop', 'duplicate'],
    'after-handle': anywhere,
    'before-commit': anywhere,
    'after-commit': anywhere,
  },
  view: { 'before-handle': [...anywhere, 'drop', 'duplicate'], 'after-handle': anywhere },
  request: {
    'before-handle': anywhere,
    'after-handle': anywhere,
    'before-commit': anywhere,
    'after-commit': anywhere,
  },
} as const satisfies Record<string, Table>;

const described = {
  relay: 'the relay',
  inbox: 'a consumer with an inbox',
  view: 'a consumer without an inbox, which has no transaction',
  request: 'a request',
} as const satisfies Record<keyof typeof tables, string>;

/** What is wrong with a fault: names that the system does not have, and what makes no sense at its seam. */
export function* faultProblems(
  fault: Fault,
  at: Path,
  system: System,
): Generator<{ path: Path; message: string }> {
  const said = parsePoint(fault.at);
  if (said === undefined) return;
  const unknown = unknownStep(said, system) ?? unknownName(said, system);
  if (unknown !== undefined) return yield { path: [...at, 'at'], message: unknown };
  const point = resolvePoint(said, system) ?? said;

  const kind = kindOf(point, system);
  const table: Table = tables[kind];
  const possible = table[point.seam];
  if (possible === undefined) {
    const message = `${described[kind]} has no seam ${point.seam}; it has ${Object.keys(table).join(', ')}`;
    return yield { path: [...at, 'at'], message };
  }
  const action = parseAction(fault.do)?.kind ?? '';
  if (!possible.includes(action)) {
    const message = `"${fault.do}" makes no sense at ${point.seam} of ${described[kind]}; possible are ${possible.join(', ')}`;
    yield { path: [...at, 'do'], message };
  }
}

function kindOf({ process, handler, command = handler }: ArmedPoint, system: System): keyof typeof tables {
  if (process === relayProcess) return 'relay';
  if (isRequest(handler)) return 'request';
  return consumersOf(process, system).some(
    ([name, { inbox, handles }]) =>
      inbox !== undefined && (name === handler || typesOf(handles).includes(command)),
  )
    ? 'inbox'
    : 'view';
}

function unknownStep(point: FaultPoint, system: System): string | undefined {
  const saga = sagaOf(point, system);
  if (saga === undefined || resolvePoint(point, system) !== undefined) return undefined;
  const [name, definition] = saga;
  const known = commandsIn(definition).map(({ step }) => step);
  const isOwn = stepsIn(definition).some((step) => step.name === point.handler);
  return isOwn
    ? `${point.handler} of ${name} is the orchestrator's own work, done while it handles a reply: name that, as <service>.<reply type>.<seam>`
    : `the saga ${name} has no step "${point.handler}"${hint(point.handler, known)}`;
}

function unknownName({ process, handler }: FaultPoint, system: System): string | undefined {
  if (sagaOf({ process }, system) !== undefined) return undefined;
  if (process === relayProcess) {
    const known = [...Object.keys(system.messaging), ...eventTypesOf(system)];
    return known.includes(handler)
      ? undefined
      : `the relay has no database and no message type "${handler}"${hint(handler, known)}`;
  }
  const processes = [...Object.keys(system.services), relayProcess];
  const sagas = Object.entries(system.sagas).flatMap(([name, { steps }]) => (steps ? [name] : []));
  if (!processes.includes(process))
    return `there is no service ${sagas.length > 0 ? 'and no saga ' : ''}"${process}"${hint(process, [...processes, ...sagas])}`;
  if (isRequest(handler)) return undefined;
  const known = consumersOf(process, system).flatMap(([name, { handles }]) => [name, ...typesOf(handles)]);
  return known.includes(handler)
    ? undefined
    : `${process} handles no message and has no consumer "${handler}"${hint(handler, known)}; a request is written as METHOD /path`;
}

/** The system file does not know a service's routes: one that is not there makes a fault that does not fire. */
function isRequest(handler: string): boolean {
  return /^(GET|POST|PUT|DELETE) \/\S*$/.test(handler);
}

type Consumer = System['consumers'][string];

function consumersOf(service: string, { consumers }: System): [string, Consumer][] {
  return Object.entries(consumers).filter(([, consumer]) => consumer.service === service);
}

function typesOf(handles: Consumer['handles']): string[] {
  return Object.values(handles).flatMap((types) => Object.keys(types));
}
