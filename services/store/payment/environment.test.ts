import { describe, expect, it, test } from 'vitest';
import { readEnv } from '../../runtime/process/env.ts';
import { paymentEnv } from './environment.ts';

const good = {
  SERVICE_NAME: 'payment',
  PORT: '8084',
  KAFKA_BROKERS: '127.0.0.1:9092',
  DATABASE_URL: 'postgres://user@127.0.0.1:5432/payment-db',
  CARD_KEY: '0f'.repeat(32),
  T2_PAYMENT_PROVIDER_DUMMY_URL: 'http://127.0.0.1:8087/pay',
};

describe('the environment of payment', () => {
  it('is T2’s, and has T2’s time-out', () => {
    const env = readEnv(paymentEnv, good);
    expect(env.T2_PAYMENT_PROVIDER_ENABLED).toBe(true);
    expect(env.T2_PAYMENT_PROVIDER_TIMEOUT).toBe(5);
    expect(env.T2_PAYMENT_PROVIDER_DUMMY_URL.href).toBe('http://127.0.0.1:8087/pay');
    expect(env.CARD_KEY).toHaveLength(32);
  });

  test.each([
    ['CARD_KEY', undefined, 'set 32 bytes as 64 hex digits'],
    ['T2_PAYMENT_PROVIDER_DUMMY_URL', 'the provider', 'set it like T2_PAYMENT_PROVIDER_DUMMY_URL=http'],
    ['T2_PAYMENT_PROVIDER_ENABLED', 'yes', 'set true or false'],
    ['T2_PAYMENT_PROVIDER_TIMEOUT', '0', 'set seconds above 0'],
    ['T2_PAYMENT_PROVIDER_ATTEMPTS', '0', 'set a number of tries from 1 to 10'],
  ])('says what to set where %s is %s', (name, value, fix) => {
    expect(() => readEnv(paymentEnv, { ...good, [name]: value })).toThrow(fix);
  });

  it('prints no key that is nearly right', () => {
    const secret = 'f'.repeat(63);
    expect(() => readEnv(paymentEnv, { ...good, CARD_KEY: secret })).toThrow(
      'CARD_KEY is "***": set 32 bytes',
    );
  });
});
