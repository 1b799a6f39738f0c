import type { BrokerRecord } from '../broker/broker.ts';
import type { Message } from '../message/message.ts';
import { decodeRecordValue } from '../message/record-value.ts';

/** Eventuate Tram has all of a message in the record's value. */
export function eventuateMessage({ value }: BrokerRecord): Message {
  return decodeRecordValue(value);
}
