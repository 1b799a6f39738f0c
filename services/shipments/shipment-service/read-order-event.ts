import {
  type BrokerRecord,
  MalformedMessageError,
  type Message,
  readEventRouterRecord,
} from '../../tram/index.ts';
import { orderEvents } from '../order-service/messages.ts';
import { uuid } from '../values.ts';

const read = readEventRouterRecord(orderEvents.aggregateType);

/** @throws MalformedMessageError also when the id is no UUID: the inbox could not hold it */
export function readOrderEvent(record: BrokerRecord): Message {
  const message = read(record);
  if (!uuid.safeParse(message.id).success)
    throw new MalformedMessageError(`Header id is "${message.id}", not a UUID`);
  return message;
}
