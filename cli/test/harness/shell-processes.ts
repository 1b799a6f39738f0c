import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ProcessSpec } from '../../stack/processes/launch.ts';
import { startSentinel } from '../../stack/processes/sentinel.ts';
import { ProcessTable } from '../../stack/supervisor/process-table.ts';

/** A table of processes that are shells; all of it is gone when the test is finished. */
export async function shellProcesses() {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-test-'));
  const sentinel = await startSentinel();
  const table = new ProcessTable({
    sentinel,
    readyWithinMs: 30_000,
    onChange: () => undefined,
    log: () => undefined,
  });
  onTestFinished(async () => {
    await table.stopAll();
    await sentinel.stop();
    await rm(folder, { recursive: true });
  });
  const shell = (name: string, script = 'exec sleep 600'): ProcessSpec => ({
    name,
    command: '/bin/sh',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    logFile: join(folder, 'log'),
    stop: [{ signal: 'SIGKILL', graceMs: 0 }],
  });
  return { table, shell, folder };
}
