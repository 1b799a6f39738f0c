import { header, type Message, newMessageId, stringifyJson } from '../../../services/tram/index.ts';

/** A command of a saga as its participant gets it. */
export function commandMessage(channel: string, sagaId: string, type: string, payload: unknown): Message {
  const id = newMessageId();
  const headers = {
    [header.id]: id,
    [header.destination]: channel,
    [header.partitionId]: sagaId,
    [header.commandType]: type,
    [header.commandDestination]: channel,
    [header.sagaId]: sagaId,
  };
  return { id, destination: channel, headers, payload: stringifyJson(payload) };
}
