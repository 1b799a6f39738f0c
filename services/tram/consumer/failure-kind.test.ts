import { describe, expect, it } from 'vitest';
import { MalformedMessageError, UnprocessableMessageError } from '../message/errors.ts';
import { failureKind } from './failure-kind.ts';

const withCode = (code: string) => Object.assign(new Error('database says no'), { code });
const withName = (name: string) => Object.assign(new Error('store says no'), { name });

describe('kind of a failure', () => {
  it.each([
    '08006',
    '08P01',
    '53300',
    '57P01',
    '57P03',
    '58030',
    '25006',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
  ])('code %s is an outage', (code) => {
    expect(failureKind(withCode(code))).toBe('outage');
  });

  it.each([
    new Error('Connection terminated unexpectedly'),
    new Error('Client has encountered a connection error and is not queryable'),
    withName('MongoNetworkError'),
    withName('MongoServerSelectionError'),
  ])('%s is an outage', (error) => {
    expect(failureKind(error)).toBe('outage');
  });

  it.each(['40001', '40P01'])('code %s is a conflict', (code) => {
    expect(failureKind(withCode(code))).toBe('conflict');
  });

  it.each(['23505', '23514', '22P02', '57014', '42P01'])('code %s may be the message', (code) => {
    expect(failureKind(withCode(code))).toBe('failed');
  });

  it.each([new UnprocessableMessageError('no such product'), new MalformedMessageError('no JSON')])(
    '%s is the message',
    (error) => {
      expect(failureKind(error)).toBe('unprocessable');
    },
  );

  it('looks into the causes', () => {
    expect(failureKind(new Error('could not reserve', { cause: withCode('57P01') }))).toBe('outage');
  });

  it.each(['boom', undefined, new Error('boom')])('%s cannot be told', (thrown) => {
    expect(failureKind(thrown)).toBe('failed');
  });
});
