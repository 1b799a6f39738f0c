import { seams } from '../../../../services/tram/index.ts';
import { faultProblems } from '../../../scenario/faults/check-faults.ts';
import { commandsIn, sagaOf } from '../../../scenario/faults/resolve-point.ts';
import { fault } from '../../../scenario/faults/fault-schema.ts';
import { eventTypesOf } from '../../../systems/event-types.ts';
import { hint } from '../../../systems/nearest.ts';
import type { System } from '../../../systems/system.ts';
import type { Look } from '../look.ts';
import { newForm, valueOf, type Form } from './form.ts';
import type { FormKind } from './form-kind.ts';

const relay = 'relay';
const actions = ['crash', 'delay(2s)', 'drop', 'duplicate', 'fail'];
const timings = ['once', 'always', 'onCall(2)', 'times(2)', 'prob(0.5)'];

/** A crash of the relay between commit and publish: the fault that the outbox is there for. */
export function newFaultForm(look: Look): Form {
  const [system] = systemsOf(look);
  const handler = system ? (handlersOf(relay, system)[0] ?? '') : '';
  return newForm(
    { kind: 'fault' },
    { process: relay, handler, seam: 'after-commit', do: 'crash', when: 'once' },
  );
}

const abouts: Readonly<Record<string, string>> = {
  process: 'a service, relay, or a saga',
  handler:
    'a message type, a consumer, or a request as METHOD /path; of the relay a database or a message type; of a saga a step',
  seam: 'where in its work it strikes',
  do: 'crash, delay(2s), drop, duplicate or fail',
  when: 'once, always, onCall(n), times(n) or prob(p): which times that the seam is reached',
};

export const faultForm: FormKind = {
  title: () => 'inject a fault',
  about: (_form, field) => abouts[field] ?? '',
  choices(form, field, look) {
    switch (field) {
      case 'process':
        return processesOf(look);
      case 'handler':
        return systemsOf(look).flatMap((system) => handlersOf(valueOf(form, 'process'), system));
      case 'seam':
        return seams.filter((seam) =>
          actions.some((action) =>
            isPossible({ ...faultOf(form), at: pointOf(form, seam), do: action }, look),
          ),
        );
      case 'do':
        return actions.filter((action) => isPossible({ ...faultOf(form), do: action }, look));
      case 'when':
        return timings;
      default:
        return [];
    }
  },
  problems(form, look) {
    const process = valueOf(form, 'process');
    const processes = processesOf(look);
    if (!processes.includes(process))
      return new Map([['process', `there is no service "${process}"${hint(process, processes)}`]]);
    const wanted = faultOf(form);
    const parsed = fault.safeParse(wanted);
    if (!parsed.success)
      return new Map(parsed.error.issues.map(({ path, message }) => [fieldOf(path, message, form), message]));
    return problemsIn(wanted, form, look);
  },
  effect: (form) => ({ kind: 'arm', ...faultOf(form) }),
};

type Wanted = Readonly<Record<'at' | 'do' | 'when', string>>;

function faultOf(form: Form): Wanted {
  return { at: pointOf(form, valueOf(form, 'seam')), do: valueOf(form, 'do'), when: valueOf(form, 'when') };
}

function pointOf(form: Form, seam: string): string {
  return `${valueOf(form, 'process')}.${valueOf(form, 'handler').trim()}.${seam}`;
}

/** The nearest to being right: a relay serves several systems, and a name has to be right in one of them. */
function problemsIn(wanted: Wanted, form: Form, look: Look): ReadonlyMap<string, string> {
  const found = systemsOf(look)
    .filter(
      (system) =>
        valueOf(form, 'process') === relay ||
        Object.hasOwn(system.services, valueOf(form, 'process')) ||
        sagaOf({ process: valueOf(form, 'process') }, system) !== undefined,
    )
    .map((system) => [...faultProblems(wanted, [], system)])
    .sort((a, b) => a.length - b.length)[0];
  return new Map((found ?? []).map(({ path, message }) => [fieldOf(path, message, form), message]));
}

/** `at` is three fields here. */
function fieldOf(path: readonly PropertyKey[], message: string, form: Form): string {
  const [name] = path;
  if (name !== 'at') return String(name);
  if (valueOf(form, 'handler').trim() === '') return 'handler';
  return message.includes('seam') ? 'seam' : 'handler';
}

function isPossible(wanted: Wanted, look: Look): boolean {
  return systemsOf(look).some(
    (system) => fault.safeParse(wanted).success && [...faultProblems(wanted, [], system)].length === 0,
  );
}

function processesOf(look: Look): string[] {
  const sagas = systemsOf(look).flatMap((system) =>
    Object.entries(system.sagas).flatMap(([name, { steps }]) => (steps ? [name] : [])),
  );
  return [...systemsOf(look).flatMap(({ services }) => Object.keys(services)), relay, ...sagas];
}

function handlersOf(process: string, system: System): string[] {
  if (process === relay) return [...Object.keys(system.messaging), ...eventTypesOf(system)];
  const [, saga] = sagaOf({ process }, system) ?? [];
  if (saga) return commandsIn(saga).map(({ step }) => step);
  return Object.entries(system.consumers)
    .filter(([, { service }]) => service === process)
    .flatMap(([name, { handles }]) => [
      ...Object.values(handles).flatMap((types) => Object.keys(types)),
      name,
    ]);
}

function systemsOf({ ledger }: Look): System[] {
  return [...ledger.models.values()].map(({ system }) => system);
}
