import { mkdir, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ControlVerb } from '../stack/lab.ts';
import { labFiles } from '../stack/lab-files.ts';
import { identify } from '../stack/processes/identity.ts';
import { startControlServer } from '../stack/supervisor/control-server.ts';
import { shellProcesses } from '../test/harness/shell-processes.ts';
import type { CommandContext, Output } from './context.ts';
import { drive } from './drive.ts';

const { signal } = new AbortController();

/** A lab of one process, `orders`, whose supervisor is this process. */
async function labOfOne() {
  const { table, shell, folder } = await shellProcesses();
  await table.run('service', shell('orders'), () => Promise.resolve(undefined));
  const control = await startControlServer(
    {
      describe: () => ({
        phase: 'started',
        stack: 'embedded',
        label: '',
        services: {},
        databases: {},
        broker: '',
        brokerKind: 'kafka',
        given: {},
        lines: {},
        logs: {},
        faults: {},
      }),
      status: () => Promise.reject(new Error('nobody asks')),
      control: (verb, name) => table.control(verb, name),
      stop: () => table.stopAll(),
    },
    'token',
  );
  onTestFinished(() => control.close());
  const files = labFiles('default', { state: folder, cache: folder }, false);
  await mkdir(files.folder, { recursive: true });
  const supervisor = await identify(process.pid);
  const state = {
    v: 1,
    lab: 'default',
    ephemeral: false,
    supervisor,
    control: control.access,
    processes: [],
  };
  await writeFile(files.state, JSON.stringify(state));

  const said: string[] = [];
  const output: Output = {
    write: (text) => void said.push(text),
    isTTY: false,
    columns: undefined,
    closed: signal,
  };
  const context: CommandContext = {
    stdout: output,
    stderr: output,
    stdin: process.stdin,
    env: { SAGA_LAB_HOME: folder },
    cwd: folder,
    homedir: folder,
    version: '0.0.0',
    nodeVersion: process.version,
    platform: 'linux-x64',
    signal,
  };
  const told = async (verb: ControlVerb, name = 'orders') => {
    said.length = 0;
    const code = await drive(verb)(context, name, { lab: 'default' });
    return { code, said: said.join(''), state: table.processes[0]?.state };
  };
  return { told };
}

test('what is said of a process is so', async () => {
  const { told } = await labOfOne();
  expect(await told('pause')).toEqual({
    code: 0,
    said: 'orders hangs until it is resumed\n',
    state: 'paused',
  });
  expect(await told('start')).toEqual({ code: 0, said: 'orders is ready\n', state: 'ready' });
  expect(await told('stop')).toEqual({ code: 0, said: 'orders is stopped\n', state: 'stopped' });
  await expect(told('kill')).rejects.toMatchObject({
    exitCode: 3,
    message: 'orders is stopped, and cannot be killed. Start it first: saga-lab start orders',
  });
  expect(await told('restart')).toEqual({
    code: 0,
    said: 'orders was stopped, and is ready\n',
    state: 'ready',
  });
  expect((await told('kill')).said).toBe('orders was killed, and is started again\n');
  expect(await told('start')).toEqual({ code: 0, said: 'orders is ready\n', state: 'ready' });
});

test('a name that no process has is a usage error', async () => {
  const { told } = await labOfOne();
  await expect(told('stop', 'ordres')).rejects.toMatchObject({
    exitCode: 2,
    message: 'There is no process "ordres"; did you mean "orders"?',
  });
});
