import { StackError } from '../../lib/errors.ts';
import { isPortFree } from './free-port.ts';
import { isHeldByStranger, portHolder } from './port-holder.ts';

/** A process could not be started: somebody else listens on its port. */
export class PortTakenError extends StackError {
  override readonly name = 'PortTakenError';
}

/** Why a process cannot listen on its port: somebody else does. Undefined when it can. */
export async function whyNotFree(port: number): Promise<string | undefined> {
  return (await isPortFree(port)) ? undefined : takenBy(port);
}

/** Why an answer on the port is not that of the process; undefined when it is. */
export async function whyNotOurs(port: number, pid: number): Promise<string | undefined> {
  return (await isHeldByStranger(port, pid)) ? takenBy(port) : undefined;
}

/** Why a process that ended may not have had its port, on whatever address somebody listens; undefined when nobody is seen to. */
export async function whyNotHad(port: number): Promise<string | undefined> {
  return (await portHolder(port)) === undefined ? undefined : takenBy(port);
}

async function takenBy(port: number): Promise<string> {
  const holder = await portHolder(port);
  const who = holder === undefined ? '' : ` (pid ${holder.pid}: ${holder.command})`;
  return `its port ${port} is taken by another program${who}`;
}
