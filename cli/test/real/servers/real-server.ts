import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../../lib/wait-until.ts';
import { heldPort } from '../../harness/free-port.ts';
import { launch } from '../../../stack/processes/launch.ts';
import { logTail } from '../../../stack/processes/log-tail.ts';
import { startSentinel } from '../../../stack/processes/sentinel.ts';
import { stopProcess } from '../../../stack/processes/stop-process.ts';
import { ownsPort } from './owns-port.ts';

export interface RealServer extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

export interface RealServerSpec {
  readonly name: string;
  readonly command: string;
  /** Where data and log go, and the port to listen on. */
  readonly args: (folder: string, port: number) => Promise<readonly string[]> | readonly string[];
  /** Asks it something that only a server which is ready answers; rejects otherwise. */
  readonly ask: (port: number) => Promise<unknown>;
}

const readyWithinMs = 60_000;

/** A server that others wrote, on a free port of 127.0.0.1 and a folder of its own; it dies with the test process. */
export async function startRealServer({ name, command, args, ask }: RealServerSpec): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), `saga-lab-${name}-`));
  const port = await heldPort();
  const logFile = join(folder, 'server.log');
  const sentinel = await startSentinel();
  const { PATH = '', HOME = folder } = process.env;
  const server = await launch(
    {
      name,
      command,
      args: await args(folder, port),
      cwd: folder,
      env: { PATH, HOME },
      logFile,
      stop: [{ signal: 'SIGTERM', graceMs: 10_000 }],
    },
    sentinel,
  );
  const stop = async () => {
    await stopProcess(server);
    await sentinel.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(() => ask(port), server.exited);
    if (!(await ownsPort(server.pid, port)))
      throw new Error(`port ${port} is answered by another process than ${name}`);
  } catch (thrown) {
    const log = await logTail(logFile);
    await stop();
    throw new Error(`${name} does not start:\n${log}`, { cause: thrown });
  }
  return { port, pid: server.pid, folder, stop, [Symbol.asyncDispose]: stop };
}

async function untilReady(ask: () => Promise<unknown>, exited: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new Error(`no answer within ${readyWithinMs} ms`)),
    readyWithinMs,
  );
  void exited.then(() => limit.abort(new Error('it ended')));
  const answers = () =>
    ask().then(
      () => true,
      () => undefined,
    );
  try {
    await waitUntil(answers, { signal: limit.signal, everyMs: 100 });
  } finally {
    clearTimeout(timer);
  }
}
