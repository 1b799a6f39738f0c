import { expect, test } from 'vitest';
import { envOfSecurity, type KafkaSecurity, securityOfEnv } from './kafka-security.ts';

const sasl = { mechanism: 'scram-sha-512', username: 'lab', password: 'a b' } as const;

test.each<KafkaSecurity>([
  {},
  { sasl },
  { tls: {} },
  { sasl, tls: { ca: '/ca.pem', cert: '/lab.pem', key: '/lab.key' } },
])('what a process is told of %j, it reads', (security) => {
  expect(securityOfEnv(envOfSecurity(security))).toEqual(security);
});

test('a certificate authority alone asks for TLS', () => {
  expect(securityOfEnv({ KAFKA_SSL_CA: '/ca.pem' })).toEqual({ tls: { ca: '/ca.pem' } });
});

test.each([
  [{ KAFKA_SASL_USERNAME: 'lab' }, 'KAFKA_SASL_PASSWORD'],
  [{ KAFKA_SSL_CERT: '/lab.pem' }, 'KAFKA_SSL_KEY'],
])('%j is refused', (env, missing) => {
  expect(() => securityOfEnv(env)).toThrow(missing);
});
