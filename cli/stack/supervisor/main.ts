import { exitCode, toError } from '../../lib/errors.ts';
import { openLab } from './open-lab.ts';
import type { SupervisorMessage } from './protocol.ts';
import { readConfig } from './read-config.ts';

// The process that owns a lab. stdin: its configuration, then open as long as the CLI lives. stdout: SupervisorMessage
// lines until it is up. It is stopped by HTTP or a signal; an ephemeral lab, and one that is not up yet, also by the
// end of the CLI.

function send(message: SupervisorMessage): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve()));
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

// The CLI may be gone before the lab is: its closed end of the pipe is no failure.
process.stdout.on('error', () => undefined);
const config = await readConfig(process.stdin);
const { supervisor, ended } = await openLab(config, {
  progress: (progress) => void send({ type: 'progress', progress }),
  log,
});

process.stdin.once('end', () => {
  if (config.ephemeral || supervisor.phase === 'starting') void supervisor.stop('the CLI is gone');
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(signal, () => void supervisor.stop(signal));
for (const failure of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(failure, (thrown: unknown) => {
    log(`${failure}: ${toError(thrown).stack}`);
    void supervisor.stop(failure);
  });

try {
  await supervisor.start();
  await send({ type: 'ready' });
  await ended;
  process.exit(exitCode.pass);
} catch (thrown) {
  await supervisor.stop(toError(thrown).message);
  await send({ type: 'failed', message: toError(thrown).message });
  process.exit(exitCode.stack);
}
