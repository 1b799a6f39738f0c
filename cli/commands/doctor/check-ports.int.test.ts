import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkPorts } from './check-ports.ts';

let server: Server;
let port: number;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.close();
});

const wishes = () => [
  { name: 'shop', services: { orders: { port }, worker: {} } },
  { name: 'store', services: { backend: { port } } },
  // A system that was named twice.
  { name: 'store', services: { backend: { port } } },
];

test('a port that several want is looked at once, and names them all', async () => {
  server.close();
  await once(server, 'close');
  expect(await checkPorts(wishes())).toEqual([
    { name: `port ${port} (shop orders, store backend)`, state: 'ok', detail: 'free' },
  ]);
});

test('a port that another program has is a note, once', async () => {
  expect(await checkPorts(wishes())).toEqual([
    {
      name: `port ${port} (shop orders, store backend)`,
      state: 'note',
      detail: 'taken',
      fix: 'nothing to do: a lab takes another port and prints it',
    },
  ]);
});
