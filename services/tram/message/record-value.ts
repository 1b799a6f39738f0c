import { MalformedMessageError } from './errors.ts';
import { isMessageId } from './message-id.ts';
import { header, type Headers, type Message } from './message.ts';

/** Value of a Kafka record, Eventuate Tram's form: `{"payload":"<JSON text>","headers":{...}}`. */
export function encodeRecordValue(message: Message): string {
  return JSON.stringify({ payload: message.payload, headers: message.headers });
}

/** The opposite; throws MalformedMessageError that says what is wrong. The payload is not looked into. */
export function decodeRecordValue(value: string | null): Message {
  if (value === null) throw new MalformedMessageError('The record has no value (a tombstone)');
  const { payload, headers } = parseValue(value);
  if (typeof payload !== 'string')
    throw new MalformedMessageError(`payload is ${kindOf(payload)}, not a string`);
  const checked = checkHeaders(headers);
  const id = requireHeader(checked, header.id);
  if (!isMessageId(id)) {
    throw new MalformedMessageError(
      `Header ${header.id} is "${id}", not two 16-digit hex numbers joined by "-"`,
    );
  }
  return { id, destination: requireHeader(checked, header.destination), headers: checked, payload };
}

/** Throws MalformedMessageError when the header is missing or empty. */
export function requireHeader(headers: Headers, name: string): string {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (!value) throw new MalformedMessageError(`Header ${name} is missing`);
  return value;
}

function parseValue(value: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (error) {
    throw new MalformedMessageError(`The value is not JSON: ${(error as SyntaxError).message}`, {
      cause: error,
    });
  }
  if (!isObject(parsed)) throw new MalformedMessageError(`The value is ${kindOf(parsed)}, not an object`);
  return parsed;
}

function checkHeaders(headers: unknown): Headers {
  if (!isObject(headers)) throw new MalformedMessageError(`headers is ${kindOf(headers)}, not an object`);
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string')
      throw new MalformedMessageError(`Header ${name} is ${kindOf(value)}, not a string`);
  }
  return headers as Headers;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === 'object';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
