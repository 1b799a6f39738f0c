import { header, type Message, newMessageId, stringifyJson } from '../../../services/tram/index.ts';

/** A domain event as a consumer gets it. */
export function eventMessage(
  aggregateType: string,
  aggregateId: bigint | string,
  type: string,
  payload: unknown,
): Message {
  const id = newMessageId();
  const headers = {
    [header.id]: id,
    [header.destination]: aggregateType,
    [header.partitionId]: String(aggregateId),
    [header.eventType]: type,
    [header.aggregateType]: aggregateType,
    [header.aggregateId]: String(aggregateId),
  };
  return { id, destination: aggregateType, headers, payload: stringifyJson(payload) };
}
