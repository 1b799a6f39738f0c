import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { RecordFact } from '../../model/observation.ts';

/** A record of Kafka's as the lab tells it. */
export function recordFact(
  topic: string,
  partition: number,
  { offset, key, value, headers }: Pick<KafkaMessage, 'offset' | 'key' | 'value' | 'headers'>,
): RecordFact {
  return { kind: 'record', topic, partition, offset, key: text(key), value: text(value), ...beside(headers) };
}

/** Of a header that is there several times, the last is meant: so do Kafka's own clients. */
function beside(headers: IHeaders | undefined): Pick<RecordFact, 'headers'> {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined ? [] : [[name, last.toString('utf8')] as const];
  });
  return entries.length === 0 ? {} : { headers: Object.fromEntries(entries) };
}

function text(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('utf8');
}
