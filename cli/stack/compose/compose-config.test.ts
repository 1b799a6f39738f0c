import { expect, test } from 'vitest';
import { parseConfig, portVariable } from './compose-config.ts';

test('which services publish ports, and which come from a registry', () => {
  const services = {
    kafka: { image: 'apache/kafka:4.3.1', ports: [{ target: 9092, published: '9092' }] },
    relay: { image: 'shop', build: { context: '/' } },
    orders: { image: 'shop', pull_policy: 'never', ports: [{ target: 8080, published: '8081' }] },
  };
  expect(parseConfig(JSON.stringify({ name: 'shop', services }))).toEqual({
    services: ['kafka', 'relay', 'orders'],
    publishing: ['kafka', 'orders'],
    pulled: ['kafka'],
  });
});

test('a port is chosen by a variable named as its service', () => {
  expect(portVariable('order-history-service')).toBe('ORDER_HISTORY_SERVICE_PORT');
});
