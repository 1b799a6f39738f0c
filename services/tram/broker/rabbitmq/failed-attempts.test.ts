import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../../message/errors.ts';
import { failedAttempts } from './failed-attempts.ts';

const record = (offset: string) => ({
  topic: 'Order',
  partition: 0,
  offset,
  key: null,
  value: null,
  timestampMs: 0,
});

describe('failed attempts', () => {
  it('are counted for each record, from the first on, until there were too many', () => {
    let now = 100;
    const attempts = failedAttempts({ attempts: 2 }, () => now);
    expect(attempts.failed(record('1'), new Error('first'))).toBeUndefined();
    now = 200;
    expect(attempts.failed(record('2'), new Error('other'))).toBeUndefined();
    expect(attempts.failed(record('1'), new Error('last'))).toEqual({
      reason: 'failed',
      error: 'last',
      attempts: 2,
      firstSeenMs: 100,
    });
  });

  it('are one where no other could end otherwise', () => {
    const attempts = failedAttempts({ attempts: 5 }, () => 1);
    expect(attempts.failed(record('1'), new MalformedMessageError('no id'))).toMatchObject({
      reason: 'unprocessable',
      error: 'no id',
      attempts: 1,
    });
  });

  it('begin anew for a record that was forgotten', () => {
    const attempts = failedAttempts({ attempts: 2 }, () => 1);
    attempts.failed(record('1'), new Error('first'));
    attempts.forget(record('1'));
    expect(attempts.failed(record('1'), new Error('again'))).toBeUndefined();
  });
});
