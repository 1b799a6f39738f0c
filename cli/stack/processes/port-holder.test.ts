import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isHeldByStranger, parseListeners, portHolder } from './port-holder.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 48211 1 0000 100 0 0 10 0
   1: 0100007F:1F91 0100007F:E2B4 01 00000000:00000000 00:00000000 00000000     0        0 48300 1 0000 20 4 30 10 -1
   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0000 100 0 0 10 0`;

test('of a table of sockets those count that listen on the port', () => {
  expect(parseListeners(table, 8081)).toEqual(['48211']);
  expect(parseListeners(table, 80)).toEqual(['11']);
  expect(parseListeners(table, 9000)).toEqual([]);
  expect(parseListeners('', 80)).toEqual([]);
});

test.runIf(process.platform === 'linux')('who listens is told, and whether it is a stranger', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  expect(await portHolder(port)).toMatchObject({ pid: process.pid });
  expect(await isHeldByStranger(port, process.pid)).toBe(false);
  expect(await isHeldByStranger(port, process.ppid)).toBe(true);
});
