import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabHome } from '../paths.ts';
import { freePort } from '../processes/free-port.ts';
import { tryLock } from '../processes/lock.ts';

export interface ServicePort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * The port the system file asks for, or another when it is taken. A lock file keeps it for this lab while the service
 * has not yet opened it, or is down for a moment.
 */
export async function servicePort(wanted: number, home: LabHome): Promise<ServicePort> {
  const folder = join(home.state, 'ports');
  await mkdir(folder, { recursive: true });
  const lock = await tryLock(join(folder, String(wanted)));
  const port = await freePort(lock === undefined ? 0 : wanted);
  if (port === wanted && lock !== undefined) return { port, release: () => lock.release() };
  await lock?.release();
  return { port, release: () => Promise.resolve() };
}
