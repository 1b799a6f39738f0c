import type { IHeaders } from 'kafkajs';
import type { BrokerRecord } from '../broker.ts';

/** Of a header that is given several times, the last counts. */
export function recordHeaders(headers: IHeaders | undefined): Pick<BrokerRecord, 'headers'> {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined ? [] : [[name, last.toString()] as const];
  });
  return entries.length === 0 ? {} : { headers: Object.fromEntries(entries) };
}
