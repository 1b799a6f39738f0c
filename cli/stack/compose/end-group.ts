import type { ChildProcess } from 'node:child_process';
import { sendSignal } from '../processes/send-signal.ts';

/** A little longer than Docker's commands need to take leave of the engine. */
const graceMs = 3000;

/**
 * Ends a child that leads a process group, with all in the group: docker commands of 20.10 to 24 keep the first SIGTERM
 * to themselves, and their plugins go on. Whoever has ignored it for 3 s is killed. `closed`: of the child.
 */
export async function endGroup(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  const { pid, stdout, stderr } = child;
  if (pid === undefined) return;
  sendSignal(-pid, 'SIGTERM');
  const late = setTimeout(() => {
    sendSignal(-pid, 'SIGKILL');
    // Somebody in a group of its own may still hold them open.
    stdout?.destroy();
    stderr?.destroy();
  }, graceMs);
  await closed;
  clearTimeout(late);
}
