import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const complete = {
  RELAY_NAME: 'relay',
  RELAY_PIPELINES: '[{"name":"order-db","url":"postgres://u:p@127.0.0.1:5432/order"}]',
  KAFKA_BROKERS: '127.0.0.1:9092,127.0.0.1:9093',
  PORT: '0',
};

test('a complete environment is read', () => {
  expect(readEnvironment({ ...complete, TRAM_LINES_FD: '3', LAB_PARENT: 'stdin' })).toEqual({
    name: 'relay',
    pipelines: [{ name: 'order-db', url: 'postgres://u:p@127.0.0.1:5432/order' }],
    brokers: ['127.0.0.1:9092', '127.0.0.1:9093'],
    port: 0,
    host: '127.0.0.1',
    linesFd: 3,
    parentOnStdin: true,
  });
});

test.each([
  ['RELAY_NAME', undefined],
  ['RELAY_PIPELINES', 'order-db'],
  ['RELAY_PIPELINES', '[]'],
  ['RELAY_PIPELINES', '[{"name":"order-db","url":"http://localhost"}]'],
  ['KAFKA_BROKERS', 'localhost'],
  ['PORT', '99999'],
  ['TRAM_LINES_FD', '1'],
  ['LAB_PARENT', 'pid'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readEnvironment({ ...complete, [name]: value })).toThrow(name);
});
