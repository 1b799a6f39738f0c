import { stringifyJson } from '../../../services/tram/index.ts';
import { duration } from '../../reporters/text/time.ts';
import { progressOf } from '../../model/sagas/saga-progress.ts';
import { stepsText } from '../../reporters/text/saga-text.ts';
import { instanceIdOf, stepsOf } from '../../model/sagas/saga-instances.ts';
import { messageTitle } from '../../model/message-title.ts';
import type { LoggedDocument } from '../ledger/documents.ts';
import type { Entries, OutboxEntry, RecordEntry } from '../ledger/entries.ts';
import type { LoggedSaga } from '../ledger/sagas.ts';

/** Each is one line without signs that only a picture gives a meaning to: it is read aloud. */
export function sentenceOfRequest(request: Entries['requests'][number]): string {
  const { method, path, service, status, ms, error } = request;
  const answer =
    status === null ? `got no answer: ${error ?? 'the connection was lost'}` : `was answered ${status}`;
  return `Request ${method} ${path} to ${service} ${answer} after ${duration(ms)}.`;
}

export function sentenceOfOutbox({ envelope, observation }: OutboxEntry): string {
  const { key, topic } = envelope;
  return `Outbox of ${observation.database}: ${messageTitle(envelope, 'a message')} for topic ${topic}, key ${key ?? 'none'}.`;
}

export function sentenceOfRecord({ envelope, observation }: RecordEntry): string {
  const { topic, partition, offset, key, exchange } = observation;
  const what = envelope ? messageTitle(envelope, 'a message') : 'no message';
  if (exchange !== undefined) return `Exchange ${exchange}: ${what}, routing key ${key ?? 'none'}.`;
  return `Topic ${topic}, partition ${partition}, offset ${offset}: ${what}, key ${key ?? 'none'}.`;
}

export function sentenceOfSaga({ model, instance }: LoggedSaga): string {
  const states = stepsOf(model, instance).map(({ to }) => to);
  const state = states.at(-1) ?? 'not known';
  const before = states.slice(0, -1);
  const way = before.length === 0 ? '' : `, before that ${before.join(', then ')}`;
  const progress = progressOf(model, instance);
  const steps = progress ? ` Steps: ${stepsText(progress)}.` : '';
  return `Saga ${instance.saga.name} ${instanceIdOf(instance)} is ${state}${way}.${steps}`;
}

export function sentenceOfDocument({ collection, id, previous, current }: LoggedDocument): string {
  if (current === null) return `Document ${id} of ${collection} is deleted.`;
  if (previous === null) return `Document ${id} of ${collection} is new.`;
  const fields = Object.keys(current).filter(
    (name) => stringifyJson(current[name] ?? null) !== stringifyJson(previous[name] ?? null),
  );
  return `Document ${id} of ${collection} changed: ${fields.length === 0 ? 'nothing' : fields.join(', ')}.`;
}

/** Undefined for what another sentence says already: a request, a record. */
export function sentenceOfLogged(logged: Entries['log'][number]): string | undefined {
  const detail = 'detail' in logged && logged.detail !== undefined ? `: ${logged.detail}` : '';
  if (logged.kind === 'process') return `Process ${logged.process} is ${logged.state}${detail}.`;
  if (logged.kind === 'probe')
    return logged.state === 'gap' ? `Probe ${logged.probe} may have missed something${detail}.` : undefined;
  const { line } = logged;
  switch (line.event) {
    case 'http':
    case 'published':
      return undefined;
    case 'fault':
      return `Injected fault ${line.do} struck at ${line.point}.`;
    case 'handled':
    case 'duplicate':
    case 'skipped':
    case 'retry':
    case 'parked': {
      const error = line.error === undefined ? '' : `: ${line.error}`;
      return `Consumer ${line.consumer}: ${line.type ?? 'a message'} ${line.event}${error}.`;
    }
  }
}
