import { expect, test } from 'vitest';
import { parseConfig, portVariable } from './compose-config.ts';

test('which services publish ports, and which come from a registry', () => {
  const services = {
    kafka: { image: 'apache/kafka:4.3.1', ports: [{ target: 9092, published: '9092' }, { target: 9999 }] },
    relay: { image: 'shop', build: { context: '/' } },
    orders: {
      image: 'shop',
      pull_policy: 'never',
      ports: [{ target: 8080, published: '8081', host_ip: '127.0.0.1' }],
    },
    pages: { build: { context: '/' }, ports: [{ target: 80, published: '8000-8010' }] },
    names: { build: { context: '/' }, ports: [{ target: 53, published: '53', protocol: 'udp' }] },
  };
  expect(parseConfig(JSON.stringify({ name: 'shop', services }))).toEqual({
    services: ['kafka', 'relay', 'orders', 'pages', 'names'],
    publishing: ['kafka', 'orders', 'pages', 'names'],
    published: [
      { service: 'kafka', port: 9092, inside: 9092, address: undefined },
      { service: 'orders', port: 8081, inside: 8080, address: '127.0.0.1' },
    ],
    jobs: [],
    pulled: ['kafka'],
  });
});

test('a job is what others await the end of, or what is not started again and has no part in what goes on', () => {
  const services = {
    migrate: { image: 'shop' },
    seed: { image: 'shop', restart: 'no' },
    kafka: { image: 'kafka', restart: 'no', ports: [{ target: 9092, published: '9092' }] },
    postgres: { image: 'postgres', restart: 'no', healthcheck: { test: ['CMD', 'pg_isready'] } },
    orders: {
      image: 'shop',
      depends_on: {
        migrate: { condition: 'service_completed_successfully', required: true },
        postgres: { condition: 'service_healthy' },
      },
    },
  };
  expect(parseConfig(JSON.stringify({ services })).jobs).toEqual(['migrate', 'seed']);
});

test('a port is chosen by a variable named as its service', () => {
  expect(portVariable('order-history-service')).toBe('ORDER_HISTORY_SERVICE_PORT');
});
