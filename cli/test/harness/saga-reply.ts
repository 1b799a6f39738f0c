import { type Headers, header, type Message, newMessageId, parseJson } from '../../../services/tram/index.ts';
import { carriedBack } from '../../../services/tram/message/reply-headers.ts';

/** A row of the outbox, as far as an answer to it needs it. */
export interface SentCommand {
  readonly id: string;
  /** JSON text. */
  readonly headers: string;
}

/** The answer to a command of a saga, as the orchestrator gets it, each time as a message of its own. */
export function replyTo(command: SentCommand, type: string, outcome: 'SUCCESS' | 'FAILURE'): Message {
  const sent = parseJson(command.headers) as Headers;
  const id = newMessageId();
  const destination = sent[header.replyTo] ?? '';
  const headers = {
    ...carriedBack(sent),
    [header.id]: id,
    [header.destination]: destination,
    [header.replyType]: type,
    [header.replyOutcome]: outcome,
    [header.inReplyTo]: command.id,
    [header.lockedTarget]: 'Customer/1',
  };
  return { id, destination, headers, payload: '{}' };
}
