import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from './errors.ts';
import { stringifyJson } from './json.ts';
import { newMessageId } from './message-id.ts';
import { header } from './message.ts';
import { decodeRecordValue, encodeRecordValue } from './record-value.ts';

const id = '0000018f00000001-0123456789ab0000';
const valid = { payload: '{}', headers: { ID: id, DESTINATION: 'Order' } };

describe('record value', () => {
  it('is the form of Eventuate Tram', () => {
    const message = decodeRecordValue(JSON.stringify(valid));
    expect(message).toEqual({ id, destination: 'Order', headers: valid.headers, payload: '{}' });
    expect(encodeRecordValue(message)).toBe(
      `{"payload":"{}","headers":{"ID":"${id}","DESTINATION":"Order"}}`,
    );
  });

  it('gives back any message', () => {
    const extra = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    const payload = fc.oneof(fc.jsonValue(), fc.record({ id: fc.bigInt() }));
    fc.assert(
      fc.property(extra, payload, fc.string({ minLength: 1 }), (extra, payload, destination) => {
        const id = newMessageId();
        const headers = { ...extra, [header.id]: id, [header.destination]: destination };
        const message = { id, destination, headers, payload: stringifyJson(payload) };
        expect(decodeRecordValue(encodeRecordValue(message))).toEqual(message);
      }),
    );
  });

  it.each([
    [null, 'no value'],
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['[]', 'array, not an object'],
    ['null', 'null, not an object'],
    [JSON.stringify({ headers: valid.headers }), 'payload is undefined, not a string'],
    [JSON.stringify({ ...valid, payload: {} }), 'payload is object, not a string'],
    [JSON.stringify({ payload: '{}' }), 'headers is undefined, not an object'],
    [JSON.stringify({ ...valid, headers: { ...valid.headers, n: 1 } }), 'Header n is number, not a string'],
    [JSON.stringify({ ...valid, headers: { DESTINATION: 'Order' } }), 'Header ID is missing'],
    [JSON.stringify({ ...valid, headers: { ID: id } }), 'Header DESTINATION is missing'],
    [JSON.stringify({ ...valid, headers: { ...valid.headers, ID: '17' } }), 'Header ID is "17"'],
  ])('%j is malformed: %s', (value, reason) => {
    expect(() => decodeRecordValue(value)).toThrow(MalformedMessageError);
    expect(() => decodeRecordValue(value)).toThrow(reason);
  });

  it('has one kind of error for whatever a topic may hold', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
    fc.assert(
      fc.property(anything, (value) => {
        expect(() => decodeRecordValue(value)).toThrow(MalformedMessageError);
      }),
    );
  });
});
