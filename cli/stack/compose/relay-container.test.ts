import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { RelayedDatabase } from '../supervisor/relayed.ts';
import type { Container } from './container.ts';
import { askRelay, modeOf, relayContainer } from './relay-container.ts';

const relayed = (...by: RelayedDatabase['by'][]) => ({
  relayed: by.map((each, index) => ({ database: `db-${index}`, mapping: undefined, by: each })),
});
const debezium = { service: 'debezium-server', by: 'debezium' } as const;

test.each([
  ['the lab’s relay', relayed('lab'), ['orders', 'relay'], { service: 'relay', by: 'lab' }],
  ['Debezium Server, where the system is made for it', relayed('debezium'), ['debezium-server'], debezium],
  [
    'the lab’s relay, where both are there',
    relayed('debezium'),
    ['debezium-server', 'relay'],
    { service: 'relay', by: 'lab' },
  ],
  [
    'nobody, where Debezium could not read every outbox',
    relayed('debezium', 'lab'),
    ['debezium-server'],
    undefined,
  ],
  ['nobody, where the system relays itself', relayed(), ['relay', 'debezium-server'], undefined],
  ['nobody, where neither is there', relayed('debezium'), ['orders'], undefined],
])('who relays is %s', (_, plan, services, expected) => {
  expect(relayContainer(plan, services)).toEqual(expected);
});

test('Debezium reads the write-ahead log, whatever is asked for', () => {
  expect([modeOf(debezium, 'polling'), modeOf({ service: 'relay', by: 'lab' }, 'polling')]).toEqual([
    'wal',
    'polling',
  ]);
});

const server = createServer((request, response) => {
  response.statusCode = request.url === '/q/health' ? 200 : 404;
  response.end('{}');
});
afterEach(() => void server.close());

test('Debezium is asked by its health, and does not say how far it is behind', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const container: Container = {
    id: '1',
    name: 'shop-debezium-server-1',
    service: 'debezium-server',
    image: 'quay.io/debezium/server',
    status: 'running',
    exitCode: 0,
    health: 'healthy',
    env: new Map(),
    ports: new Map([[8080, port]]),
  };
  const before = { messages: 1, bytes: 2 };
  expect(await askRelay(debezium, [container], before)).toEqual({ answers: true, lag: null });
  expect(await askRelay(debezium, [], before)).toEqual({ answers: false, lag: null });
  expect(await askRelay(undefined, [container], before)).toEqual({ answers: false, lag: before });
});
