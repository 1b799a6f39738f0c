import type { Hop } from '../model/hop.ts';
import { messageTitle } from '../model/message-title.ts';
import { placeText } from '../model/place-text.ts';
import type { MessageLine, NoteTone, Participant } from './sequence.ts';

/** A row whose participants have no column yet. */
export type DraftRow =
  | {
      readonly kind: 'message';
      readonly from: Participant;
      readonly to: Participant;
      readonly line: MessageLine;
      readonly text: string;
      readonly hops: readonly string[];
    }
  | {
      readonly kind: 'note';
      readonly over: Participant;
      readonly tone: NoteTone;
      readonly text: string;
      readonly hops: readonly string[];
    }
  | { readonly kind: 'heading'; readonly text: string };

const client: Participant = { role: 'client', name: 'client' };

/** What passes from one to another is a message; what somebody is or lacks is a note. One commit is one message. */
export function rowsOf(chain: readonly Hop[]): DraftRow[] {
  const byId = new Map(chain.map((hop) => [hop.id, hop]));
  const commits = commitsOf(chain);
  const relays = new Set(chain.filter(({ kind }) => kind === 'relay').map(({ service }) => service));
  const told = new Set<string>();
  return chain.flatMap((hop): DraftRow[] => {
    const cause = byId.get(hop.cause ?? '');
    if (!isCommitted(hop)) return rowOf(hop, cause, relays);
    const commit = commitOf(hop);
    if (told.has(commit)) return [];
    told.add(commit);
    return commitRows(commits.get(commit) ?? [hop], cause);
  });
}

function isCommitted({ kind }: Hop): boolean {
  return kind === 'row' || kind === 'outbox' || kind === 'saga';
}

function commitsOf(chain: readonly Hop[]): ReadonlyMap<string, readonly Hop[]> {
  const commits = new Map<string, Hop[]>();
  for (const hop of chain.filter(isCommitted)) {
    const known = commits.get(commitOf(hop));
    if (known) known.push(hop);
    else commits.set(commitOf(hop), [hop]);
  }
  return commits;
}

function commitOf({ id, ref: { database, xid } }: Hop): string {
  return database === undefined || xid === undefined ? id : `${database}\0${xid}`;
}

/** The commit as a message to the database, then the state that it gave a saga. */
function commitRows(hops: readonly Hop[], cause: Hop | undefined): DraftRow[] {
  const [first] = hops;
  if (!first) return [];
  const database: Participant = { role: 'database', name: first.ref.database ?? 'database' };
  const service = serviceOf(first) ?? (cause && serviceOf(cause));
  const of = (kind: Hop['kind']) => hops.filter((hop) => hop.kind === kind);
  const written = [...of('row'), ...of('outbox')].map(({ id }) => id);
  const sent = of('outbox').map((hop) => titleOf(hop) + injectedNote(hop));
  const parts = [
    ...of('row').map(({ label }) => label),
    ...(sent.length === 0 ? [] : [`outbox: ${sent.join(', ')}`]),
  ];
  const text = parts.join(', ');
  const commit: DraftRow[] =
    parts.length === 0
      ? []
      : service === undefined
        ? [{ kind: 'note', over: database, tone: 'state', text, hops: written }]
        : [{ kind: 'message', from: service, to: database, line: 'solid', text, hops: written }];
  return [...commit, ...of('saga').map((hop) => note(service ?? database, 'state', hop.label, hop))];
}

function rowOf(hop: Hop, cause: Hop | undefined, relays: ReadonlySet<string>): DraftRow[] {
  const { kind, ref, label } = hop;
  const text = label + injectedNote(hop);
  const service = serviceOf(hop) ?? client;
  switch (kind) {
    case 'http':
      // A service asks another while it answers a request, or handles a message.
      return [message((cause && serviceOf(cause)) ?? client, service, 'solid', text, hop)];
    case 'relay': {
      const database: Participant = { role: 'database', name: ref.database ?? 'database' };
      const at = ref.lsn === undefined ? '' : ` at ${ref.lsn}`;
      return [message(database, relayOf(hop), lineOf(hop), `${titleOf(hop)}${at}${injectedNote(hop)}`, hop)];
    }
    case 'record': {
      const place = placeText(ref);
      return [
        message(
          senderOf(cause),
          topicOf(hop),
          lineOf(hop),
          `${titleOf(hop)} ${place}${injectedNote(hop)}`,
          hop,
        ),
      ];
    }
    case 'handled':
      return [message(topicOf(hop, cause), service, lineOf(hop), `${titleOf(hop)} to ${ref.consumer}`, hop)];
    case 'duplicate':
      return [message(topicOf(hop, cause), service, 'dashed', text, hop)];
    case 'retry':
    case 'parked':
      return [message(topicOf(hop, cause), service, 'lost', text, hop)];
    case 'document': {
      const view: Participant = { role: 'view', name: ref.collection ?? 'view' };
      return [message(service, view, 'solid', text, hop)];
    }
    case 'fault':
      return [note(relays.has(service.name) || isOfRelay(hop) ? relayOf(hop) : service, 'fault', text, hop)];
    case 'missing':
      return [note(whoLacks(hop, cause), 'missing', `missing: ${text}`, hop)];
    case 'row':
    case 'outbox':
    case 'saga':
      return [];
  }
}

/** Where it should have come from: that is where one looks first. */
function whoLacks(hop: Hop, cause: Hop | undefined): Participant {
  if (hop.type === 'relay' || hop.type === 'record') {
    const database = cause?.ref.database;
    if (database !== undefined) return { role: 'database', name: database };
  }
  return serviceOf(hop) ?? (cause && serviceOf(cause)) ?? client;
}

/** A record without a relay's line came from the outbox, or was put there by the lab. */
function senderOf(cause: Hop | undefined): Participant {
  if (cause?.kind === 'relay') return relayOf(cause);
  if (cause?.ref.database !== undefined) return { role: 'database', name: cause.ref.database };
  return client;
}

/** A fault of a relay names the outbox, one of a consumer the consumer. */
function isOfRelay({ ref: { database, consumer } }: Hop): boolean {
  return database !== undefined && consumer === undefined;
}

function relayOf({ service }: Hop): Participant {
  return { role: 'relay', name: service === '' ? 'relay' : service };
}

function topicOf({ ref }: Hop, cause?: Hop): Participant {
  return { role: 'topic', name: ref.topic ?? cause?.ref.topic ?? 'topic' };
}

function serviceOf({ service }: Hop): Participant | undefined {
  return service === '' ? undefined : { role: 'service', name: service };
}

function titleOf({ type, ref: { form, outcome } }: Hop): string {
  return messageTitle({ type, form, outcome });
}

/** As sequence diagrams draw what comes back. */
function lineOf({ ref: { form, outcome } }: Hop): MessageLine {
  if (form !== 'reply') return 'solid';
  return outcome === 'FAILURE' ? 'refusal' : 'reply';
}

function injectedNote({ injected }: Hop): string {
  return injected ? ' (injected)' : '';
}

function message(from: Participant, to: Participant, line: MessageLine, text: string, hop: Hop): DraftRow {
  return { kind: 'message', from, to, line, text, hops: [hop.id] };
}

function note(over: Participant, tone: NoteTone, text: string, hop: Hop): DraftRow {
  return { kind: 'note', over, tone, text, hops: [hop.id] };
}
