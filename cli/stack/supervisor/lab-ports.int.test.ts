import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { askHttp } from '../processes/ask.ts';
import { PortTakenError } from '../processes/check-port.ts';
import { testSystem } from '../../test/harness/lab.ts';
import { shellProcesses } from '../../test/harness/shell-processes.ts';
import { LabPorts } from './lab-ports.ts';
import { planLab } from './plan.ts';
import type { ProcessTable } from './process-table.ts';
import type { Progress } from './protocol.ts';

let folder: string;
let table: ProcessTable;
let ports: LabPorts;
beforeEach(async () => {
  ({ folder, table } = await shellProcesses());
  ports = new LabPorts(planLab([await testSystem({})]));
});
afterEach(() => ports.release());

async function runOn(port: number): Promise<number> {
  const spec = {
    name: 'server',
    command: process.execPath,
    args: [fileURLToPath(new URL('../testdata/service.mjs', import.meta.url))],
    cwd: folder,
    env: { PORT: String(port), SERVICE_NAME: 'server', TRAM_LINES_FD: '3', LAB_PARENT: 'stdin' },
    logFile: join(folder, 'server.log'),
    linesFile: join(folder, 'server.jsonl'),
    port,
    stop: [{ signal: 'SIGKILL', graceMs: 0 }],
  } as const;
  await table.run('server', spec, () => askHttp(`http://127.0.0.1:${port}`));
  return port;
}

/** Heeds no reservation. */
async function strangerAt(port: number): Promise<void> {
  const stranger = createServer().listen(port, '127.0.0.1');
  await once(stranger, 'listening');
  onTestFinished(() => void stranger.close());
}

test('a server whose port is taken before it listens is started on another, and that is told', async () => {
  const tried: number[] = [];
  const notes: Progress[] = [];
  const start = async (port: number): Promise<number> => {
    tried.push(port);
    if (tried.length === 1) await strangerAt(port);
    return runOn(port);
  };
  const port = await ports.onFreePort('server', start, (note) => void notes.push(note));
  expect(tried).toHaveLength(2);
  expect([port, ports.of('server')]).toEqual([tried[1], tried[1]]);
  expect(table.processes.map(({ name, state }) => [name, state])).toEqual([['server', 'ready']]);
  expect(notes).toEqual([
    { what: 'server', state: 'note', detail: `port ${tried[0]} was taken meanwhile, another is used` },
  ]);
});

test('after three ports that were taken the start fails, by the name of who has the last', async () => {
  const tried: number[] = [];
  const start = async (port: number): Promise<number> => {
    tried.push(port);
    await strangerAt(port);
    return runOn(port);
  };
  const failed = await ports.onFreePort('server', start, () => undefined).catch((thrown: unknown) => thrown);
  expect(failed).toBeInstanceOf(PortTakenError);
  expect(String(failed)).toContain(`its port ${tried[2]} is taken by another program (pid ${process.pid}`);
  expect(tried).toHaveLength(3);
});

test('a server that fails for another reason is not tried again', async () => {
  let tries = 0;
  const start = (): Promise<never> => {
    tries += 1;
    throw new Error('its data is spoilt');
  };
  await expect(ports.onFreePort('server', start, () => undefined)).rejects.toThrow('its data is spoilt');
  expect(tries).toBe(1);
});
