import { parsePayload } from '../view/payload.ts';

/**
 * Kafka Connect's JSON converter puts quotes around texts, and where its schemas are on, `{schema, payload}` around those;
 * of a column that is NULL it makes `null`.
 */
export function headerText(header: string | undefined): string | null {
  if (header === undefined || header === 'null') return null;
  const value = parsePayload(header);
  const bare = typeof value === 'object' && value !== null && 'payload' in value ? value.payload : value;
  return typeof bare === 'string' || bare === null ? bare : header;
}
