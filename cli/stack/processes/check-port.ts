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

/** By whom a port is taken that is to be listened on at an address, undefined: at all. Undefined where it is not seen to be. */
export async function whyTaken(port: number, address: string | undefined): Promise<string | undefined> {
  const isEverywhere = ['', '0.0.0.0', '::'].includes(address ?? '');
  // Of other addresses than this one it cannot be told: the same port may well be free there.
  if (!isEverywhere && address !== '127.0.0.1') return undefined;
  const isTaken = !(await isPortFree(port)) || (isEverywhere && (await portHolder(port)) !== undefined);
  return isTaken ? takenByWhom(port) : undefined;
}

async function takenBy(port: number): Promise<string> {
  return `its port ${port} is ${await takenByWhom(port)}`;
}

async function takenByWhom(port: number): Promise<string> {
  const holder = await portHolder(port);
  return `taken by another program${holder === undefined ? '' : ` (pid ${holder.pid}: ${holder.command})`}`;
}
