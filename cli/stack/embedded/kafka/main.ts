import process from 'node:process';
import { toError, UserError } from '../../../lib/errors.ts';
import { startBroker } from './broker.ts';
import { jsonLines } from './log-line.ts';
import { optionsFrom } from './options.ts';

// Environment: DATA_DIR, PORT (0 = free one), HOST, AUTO_CREATE_TOPICS=false, LAB_PARENT=stdin (stop when stdin ends).
// stdout: one line {"listening":port}; stderr: the log, JSON lines.

const internalError = 70;
const stopWithinMs = 2000;
const report = jsonLines((line) => process.stderr.write(line));

try {
  const broker = await startBroker(optionsFrom(process.env), report);
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    report('info', 'stopping', { reason });
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    void broker.stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  if (process.env['LAB_PARENT'] === 'stdin') {
    for (const end of ['end', 'close', 'error']) process.stdin.on(end, () => stop('the parent is gone'));
    process.stdin.resume();
  }
  process.stdout.write(`${JSON.stringify({ listening: broker.port })}\n`);
} catch (error) {
  report('error', 'not started', { error: toError(error).message });
  process.exitCode = error instanceof UserError ? error.exitCode : internalError;
}
