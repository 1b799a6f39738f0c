import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { LabState } from '../lab-state.ts';
import { identify } from '../processes/identity.ts';
import { connectLab } from './running-lab.ts';

/** The state of a lab whose supervisor is this process, and whose control port does this with whoever connects. */
async function labOf(supervisor: ChildProcess, onConnection: (socket: Socket) => void): Promise<LabState> {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    supervisor.kill('SIGKILL');
  });
  const { port } = server.address() as AddressInfo;
  return {
    v: 1,
    lab: 'test',
    ephemeral: false,
    supervisor: (await identify(supervisor.pid ?? 0))!,
    control: { url: `http://127.0.0.1:${port}`, token: 'none' },
    processes: [],
  };
}

test('a supervisor whose sockets are closed already, while it ends, is gone', async () => {
  const supervisor = spawn('sleep', ['60']);
  const state = await labOf(supervisor, (socket) => {
    socket.resetAndDestroy();
    // Well after the client has seen that.
    setTimeout(() => supervisor.kill('SIGKILL'), 200);
  });
  expect(await connectLab(state, false, () => Promise.resolve())).toBeUndefined();
});

test('one that goes on and does not answer is told', async () => {
  const state = await labOf(spawn('sleep', ['60']), (socket) => void socket.resetAndDestroy());
  await expect(connectLab(state, false, () => Promise.resolve())).rejects.toThrow(
    `Lab "test" does not answer (supervisor, process ${state.supervisor.pid})`,
  );
});
