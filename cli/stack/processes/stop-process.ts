import { setTimeout as delay } from 'node:timers/promises';
import type { Exit, LaunchedProcess } from './launch.ts';

/** Stops it stage by stage, at last with SIGKILL. Stopping what has ended is harmless. */
export async function stopProcess(launched: LaunchedProcess): Promise<Exit> {
  for (const { signal, graceMs } of launched.spec.stop) {
    const exit = launched.exit();
    if (exit !== undefined) return exit;
    launched.kill(signal);
    if (await endsWithin(launched, graceMs)) break;
  }
  if (launched.exit() === undefined) launched.kill('SIGKILL');
  return launched.exited;
}

async function endsWithin(launched: LaunchedProcess, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  const ended = await Promise.race([launched.exited.then(() => true), late]);
  timer.abort();
  return ended;
}
