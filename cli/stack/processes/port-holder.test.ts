import { spawn } from 'node:child_process';
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

/** A process that runs the program, and the first that it prints. */
async function running(program: string): Promise<{ pid: number; said: string }> {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { pid: child.pid ?? 0, said: said.toString() };
}

test.runIf(process.platform === 'linux')('who listens is told, and whether it is a stranger', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const other = await running(`console.log('up'); setInterval(() => {}, 1000)`);
  expect(await portHolder(port)).toMatchObject({ pid: process.pid });
  expect(await isHeldByStranger(port, process.pid)).toBe(false);
  expect(await isHeldByStranger(port, other.pid)).toBe(true);
});

const listener = `
  const server = require('node:net').createServer().listen(0, '127.0.0.1', () =>
    console.log(process.pid, server.address().port));`;

test.runIf(process.platform === 'linux')(
  'what a process started in a session of its own is its own',
  async () => {
    const { pid, said } = await running(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(listener)}], { detached: true, stdio: 'inherit' })`,
    );
    const [child = 0, port = 0] = said.split(' ').map(Number);
    onTestFinished(() => void process.kill(child, 'SIGKILL'));
    expect(child).not.toBe(pid);
    expect(await portHolder(port)).toMatchObject({ pid: child });
    expect(await isHeldByStranger(port, pid)).toBe(false);
  },
);
