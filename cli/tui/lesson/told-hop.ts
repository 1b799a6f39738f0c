import type { Hop } from '../../model/hop.ts';
import { placeText } from '../../model/place-text.ts';
import type { PaneId } from '../panes/pane.ts';

/** What a teacher says of one hop. */
export interface ToldHop {
  /** What happened, with what is real of it. */
  readonly sentence: string;
  /** What would be missing if this hop broke. */
  readonly missing: string;
  /** Where it is best looked at. */
  readonly pane: PaneId;
}

/** By the kind of the hop; what the hop does not know is left out of the sentence. `again`: its message was published before. */
export function tellHop(hop: Hop, again = false): ToldHop {
  const tell = (again ? tellersAgain[hop.kind] : undefined) ?? tellers[hop.kind];
  return { ...tell(hop), pane: panes[hop.kind] };
}

type Teller = (hop: Hop) => Omit<ToldHop, 'pane'>;

const panes = {
  http: 'chain',
  row: 'chain',
  outbox: 'outbox',
  relay: 'outbox',
  record: 'topics',
  handled: 'logs',
  duplicate: 'logs',
  retry: 'logs',
  parked: 'logs',
  saga: 'sagas',
  document: 'document',
  fault: 'chain',
  missing: 'chain',
} as const satisfies Record<Hop['kind'], PaneId>;

/** Sentences that every system's chain can be told in: a new kind of hop is a line here. */
const tellers: Readonly<Record<Hop['kind'], Teller>> = {
  http: ({ service, ref: { method = 'A request', path = '', status } }) => ({
    sentence: `${`${method} ${path}`.trim()} reaches ${service}, which ${status ? `answers ${status}` : 'gives no answer'}. The id of this request goes along with all that follows from it.`,
    missing: 'Without that id nobody could say later which row, record or document came of which request.',
  }),
  row: ({ service, type, ref }) => ({
    sentence: `${service} commits row ${keyText(ref.key)} of ${ref.table ?? '?'} (${type}) in ${ref.database ?? '?'}${commitText(ref)}.`,
    missing:
      'Had the transaction rolled back, there would be no row, no state of the saga and no message: all of them or none.',
  }),
  saga: ({ label, ref }) => ({
    sentence: `The saga moves with the row that holds its state, ${label}${commitText(ref)}.`,
    missing:
      'Nothing else keeps the state of this saga: were it not written here, it would hang where it was before, and an invariant would name it.',
  }),
  outbox: ({ type, ref }) => ({
    sentence: `${type} is written into the outbox${commitText(ref)}: message ${ref.message ?? '?'}, for topic ${ref.topic ?? '?'}${keyOf(ref.key)}. It is the transaction that changed the row, and nothing is sent yet.`,
    missing:
      'Sent past the outbox, after the commit, a crash in between would have changed the row and told nobody.',
  }),
  relay: ({ type, ref }) => ({
    sentence: `The relay ${ref.lsn === undefined ? `finds the row in the outbox of ${ref.database ?? '?'}` : `reads the commit at LSN ${ref.lsn} from the write-ahead log of ${ref.database ?? '?'}`} and hands ${type} to the broker: ${placeText(ref)}.`,
    missing:
      'With the relay down the row would wait in the outbox, showing its age. Late, not lost: it goes as soon as a relay is there.',
  }),
  record: ({ type, ref }) => ({
    sentence:
      ref.exchange === undefined
        ? `${type} lies at offset ${ref.offset ?? '?'} of partition ${ref.partition ?? '?'} of ${ref.topic ?? '?'}${keyOf(ref.key)}: all that has this key stays in this order.`
        : `${type} comes to exchange ${ref.exchange}, routing key ${ref.routingKey ?? '?'}, which puts it into the queue of each consumer: each queue keeps its order.`,
    missing:
      'A row of the outbox without its record would be a lost message, a record without a row a made-up one: an invariant compares both ways.',
  }),
  handled: (hop) => (hop.ref.xid === undefined ? tellProjected(hop) : tellHandled(hop)),
  duplicate: ({ type, ref }) => ({
    sentence: `${ref.consumer ?? 'The consumer'} gets ${type} a second time, from ${placeText(ref)}. Its id is known already, and nothing is done.`,
    missing: 'Without the inbox the effect would be there twice.',
  }),
  retry: ({ type, ref }) => ({
    sentence: `${ref.consumer ?? 'The consumer'} could not handle ${type} from ${placeText(ref)}${errorText(ref.error)}. It will try again, and what has the same key waits.`,
    missing: 'Without a retry a short trouble would stop the saga for good.',
  }),
  parked: ({ type, ref }) => ({
    sentence: `${ref.consumer ?? 'The consumer'} sets ${type} from ${placeText(ref)} aside${errorText(ref.error)}. What has the same key waits behind it; other keys go on.`,
    missing: 'Were it skipped instead, what follows would be done without what it rests on.',
  }),
  document: ({ type, service, ref }) => ({
    sentence: `${service} brings document ${ref._id ?? '?'} of ${ref.collection ?? '?'} in ${ref.database ?? '?'} up to date (${type}), and keeps the id of message ${ref.message ?? '?'} in it as a guard.`,
    missing:
      'Until this is there the view is stale: who reads it sees the past. Without the guard an event that comes late or again would set it back.',
  }),
  fault: ({ label, service }) => ({
    sentence: `Here the fault that the scenario declares strikes ${service}: ${label}.`,
    missing:
      'Had it not struck, the run would prove nothing about it, and its verdict would be inconclusive, not pass.',
  }),
  missing: ({ label }) => ({
    sentence: `Something must follow here and was not seen: ${label}.`,
    missing: 'It is what is missing; all that hangs on it cannot come either.',
  }),
};

/** What is said instead when a message is published once more: at least once is all that a relay can promise. */
const tellersAgain: Readonly<Partial<Record<Hop['kind'], Teller>>> = {
  relay: ({ type, ref }) => ({
    sentence: `The relay hands ${type} to the broker once more, ${placeText(ref)}: it was not there any more to acknowledge that it had done so.`,
    missing:
      'Had it taken the first publication for granted, a message that never arrived would be lost. At least once is what a relay can promise.',
  }),
  record: ({ type, ref }) => ({
    sentence: `${type} ${ref.exchange === undefined ? 'lies on the topic' : 'comes'} a second time, ${placeText(ref)}${keyOf(ref.key)}. Both records carry the id of the same message, ${ref.message ?? '?'}.`,
    missing: 'With an id of its own for each publication, no consumer could tell that it has seen this one.',
  }),
};

function tellHandled({ type, service, ref }: Hop): ReturnType<Teller> {
  return {
    sentence: `${ref.consumer ?? 'The consumer'} in ${service} handles ${type}${fromText(ref)}, and notes its id in the inbox, in the transaction of what it does${commitText(ref)}.`,
    missing:
      'Unhandled, the saga would stand still, and `missing` would stand in this place. Without the note in the inbox a second delivery would do it twice.',
  };
}

/** A consumer without an inbox keeps what it knows in what it writes. */
function tellProjected({ type, service, ref }: Hop): ReturnType<Teller> {
  return {
    sentence: `${ref.consumer ?? 'The consumer'} in ${service} handles ${type}${fromText(ref)}. It has no inbox: what it writes remembers which message it was.`,
    missing: 'Unhandled, the view would never hear of it, and `missing` would stand in this place.',
  };
}

type Ref = Hop['ref'];

function commitText({ xid, lsn }: Ref): string {
  if (xid === undefined) return '';
  return lsn === undefined ? ` (transaction ${xid})` : ` (transaction ${xid}, LSN ${lsn})`;
}

function fromText(ref: Ref): string {
  return ref.topic === undefined ? '' : ` from ${placeText(ref)}`;
}

function keyText(key: Ref['key']): string {
  return typeof key === 'object' && key !== null ? Object.values(key).join('/') : (key ?? '?');
}

function keyOf(key: Ref['key']): string {
  return typeof key === 'string' ? `, key ${key}` : '';
}

function errorText(error: string | undefined): string {
  return error === undefined ? '' : `: ${error}`;
}
