import { expect, test } from 'vitest';
import { referencesOf, renderEnv } from './render-env.ts';

const env = {
  KAFKA_BROKERS: '{{broker}}',
  DATABASE_URL: '{{ databases.order-db }}?application_name=orders',
  BOTH: '{{broker}} {{broker}}',
  PLAIN: 'a {b} c',
};

test('what an environment names, each once', () => {
  expect(referencesOf(env)).toEqual(['broker', 'databases.order-db']);
});

test('names are replaced by what the stack provides', () => {
  const values = new Map([
    ['broker', 'h:1'],
    ['databases.order-db', 'postgres://$&/x'],
  ]);
  expect(renderEnv(env, values)).toEqual({
    KAFKA_BROKERS: 'h:1',
    DATABASE_URL: 'postgres://$&/x?application_name=orders',
    BOTH: 'h:1 h:1',
    PLAIN: 'a {b} c',
  });
});

test('a name that nobody provides is refused, with those that are there', () => {
  expect(() => renderEnv({ URL: '{{databases.ordre-db}}' }, new Map([['broker', 'h:1']]))).toThrow(
    'env URL names {{databases.ordre-db}}, which is not there. Known: broker.',
  );
});

test.each(['kafka', 'rabbitmq'])('a service can ask which broker it has: %s', (kind) => {
  const env = { BROKER_KIND: '{{broker.kind}}', BROKER_URL: '{{broker}}' };
  expect(referencesOf(env)).toEqual(['broker.kind', 'broker']);
  const values = new Map([
    ['broker.kind', kind],
    ['broker', 'amqp://h:1'],
  ]);
  expect(renderEnv(env, values)).toEqual({ BROKER_KIND: kind, BROKER_URL: 'amqp://h:1' });
});
